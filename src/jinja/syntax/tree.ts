import nodes from 'nunjucks/src/nodes.js';

/**
 * nunjucks's syntax tree as our parser builds it, written down as types. `typename` tells the kinds apart.
 * `lineno` and `colno` are the start and the end offset of the node in its text: the tokenizer puts offsets where nunjucks has lines.
 */
interface At {
  readonly lineno: number;
  readonly colno: number;
}

export interface Literal extends At {
  readonly typename: 'Literal';
  readonly value: string | number | boolean | null;
}
/** A number written with a point or an exponent, which stays a float: `1.0` prints as `1.0`. */
export interface FloatLiteral extends At {
  readonly typename: 'Float';
  readonly value: number;
}
export interface Name extends At {
  readonly typename: 'Symbol';
  readonly value: string;
}
export interface Children<K extends string, C> extends At {
  readonly typename: K;
  readonly children: C[];
}
export interface Pair extends At {
  readonly typename: 'Pair';
  readonly key: Expression;
  readonly value: Expression;
}
export interface Spread extends At {
  readonly typename: 'Spread';
  readonly stars: 1 | 2;
  readonly value: Expression;
}
export type KeywordArgs = Children<'KeywordArgs', Pair>;
export type Argument = Expression | Spread | KeywordArgs;
export type Arguments = Children<'NodeList', Argument>;

export interface Lookup extends At {
  readonly typename: 'LookupVal';
  readonly target: Expression;
  readonly val: Expression | Slice;
  /** Written with a point: members come before items, as in Jinja2; with brackets it is the other way round. */
  readonly dotted: boolean;
}
export interface Slice extends At {
  readonly typename: 'Slice';
  readonly from: Expression | null;
  readonly to: Expression | null;
  readonly step: Expression | null;
}
export interface Call extends At {
  readonly typename: 'FunCall';
  readonly name: Expression;
  readonly args: Arguments;
}
/** A filter's input and its arguments. The input is a capture in a block, `{% filter upper %}…`. */
export type FilterArguments = Children<'NodeList', Argument | Capture>;
export interface Filter extends At {
  readonly typename: 'Filter';
  readonly name: Name;
  readonly args: FilterArguments;
}
export interface Test extends At {
  readonly typename: 'Is';
  readonly left: Expression;
  readonly right: Name;
  readonly args: Arguments;
}
export interface InlineIf extends At {
  readonly typename: 'InlineIf';
  readonly cond: Expression;
  readonly body: Expression;
  readonly else_: Expression | null;
}
export interface Unary extends At {
  readonly typename: 'Not' | 'Neg' | 'Pos';
  readonly target: Expression;
}
export interface Binary extends At {
  readonly typename: 'And' | 'Or' | ArithmeticName;
  readonly left: Expression;
  readonly right: Expression;
}
export type ArithmeticName = 'Add' | 'Concat' | 'Sub' | 'Mul' | 'Div' | 'FloorDiv' | 'Mod' | 'Pow';
export interface CompareOperand extends At {
  readonly typename: 'CompareOperand';
  readonly expr: Expression;
  readonly type: '==' | '!=' | '<' | '>' | '<=' | '>=' | 'in' | 'not in';
}
export interface Compare extends At {
  readonly typename: 'Compare';
  readonly expr: Expression;
  readonly ops: readonly CompareOperand[];
}
export interface Caller extends At {
  readonly typename: 'Caller';
  readonly name: Name;
  readonly args: Arguments;
  readonly body: Body;
}
export interface Capture extends At {
  readonly typename: 'Capture';
  // Set behind the head, once the body has been read.
  body: Body;
}
/** What is assigned to: a name, a namespace's member, or a tuple of these. */
export type Target = Name | Lookup | Children<'Tuple', Target>;

export type Expression =
  | Literal
  | FloatLiteral
  | Name
  | Children<'Group', Expression>
  | Children<'Tuple', Expression>
  | Children<'Array', Expression>
  | Children<'Dict', Pair>
  | Lookup
  | Call
  | Filter
  | Test
  | InlineIf
  | Unary
  | Binary
  | Compare
  | Caller;

export interface TemplateData extends At {
  readonly typename: 'TemplateData';
  readonly value: string;
}
/** Either one `TemplateData` or one expression; the span is that of the whole `{{ … }}`. */
export type Output = Children<'Output', TemplateData | Expression>;
export interface If extends At {
  readonly typename: 'If';
  readonly cond: Expression;
  readonly body: Body;
  readonly else_: Body | If | null;
}
export interface For extends At {
  readonly typename: 'For';
  readonly arr: Expression;
  readonly name: Target;
  readonly body: Body;
  readonly else_: Body | null;
  /** `for x in xs if condition`. */
  readonly condition: Expression | null;
}
export interface Set extends At {
  readonly typename: 'Set';
  readonly target: Target;
  readonly value: Expression | null;
  readonly body: Capture | null;
  /** Filters of the block form, `{% set x | upper %}…`, outermost first; empty otherwise. */
  readonly filter: Filter | null;
}
export interface Macro extends At {
  readonly typename: 'Macro';
  readonly name: Name;
  readonly args: Arguments;
  readonly body: Body;
}
export interface Do extends At {
  readonly typename: 'Do';
  readonly value: Expression;
}
export interface With extends At {
  readonly typename: 'With';
  readonly names: readonly Name[];
  readonly values: readonly Expression[];
  readonly body: Body;
}
export type Statement = Output | If | For | Set | Macro | Do | With;
export type Body = Children<'NodeList' | 'Root', Statement>;
export type TreeNode =
  | Expression
  | Statement
  | Body
  | Pair
  | Spread
  | Slice
  | KeywordArgs
  | Arguments
  | FilterArguments
  | CompareOperand
  | Capture
  | TemplateData;

const extended = {
  Float: nodes['Value']!.extend('Float'),
  Tuple: nodes['NodeList']!.extend('Tuple'),
  Slice: nodes['Node']!.extend('Slice', { fields: ['from', 'to', 'step'] }),
  Spread: nodes['Node']!.extend('Spread', { fields: ['stars', 'value'] }),
  LookupVal: nodes['Node']!.extend('LookupVal', { fields: ['target', 'val', 'dotted'] }),
  Is: nodes['Node']!.extend('Is', { fields: ['left', 'right', 'args'] }),
  For: nodes['Node']!.extend('For', { fields: ['arr', 'name', 'body', 'else_', 'condition'] }),
  Set: nodes['Node']!.extend('Set', { fields: ['target', 'value', 'body', 'filter'] }),
  Do: nodes['Node']!.extend('Do', { fields: ['value'] }),
  With: nodes['Node']!.extend('With', { fields: ['names', 'values', 'body'] }),
};
const classes: Readonly<Record<string, (typeof nodes)[string]>> = { ...nodes, ...extended };

type Made = TreeNode | Name;

/** Makes a node of nunjucks's class (or of ours, where Jinja2 says more than nunjucks), spanning `start` to `end`. */
export function makeNode<K extends Made['typename']>(
  typename: K,
  start: number,
  end: number,
  ...fields: unknown[]
): Extract<Made, { typename: K }> {
  const NodeClass = classes[typename]!;
  return new NodeClass(start, end, ...fields) as Extract<Made, { typename: K }>;
}
