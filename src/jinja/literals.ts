import type { Arguments, Expression, Pair } from './syntax/tree.ts';
import type { JsonValue } from './values/convert.ts';

/** The arguments of a call as far as they are literals. */
export interface LiteralArguments {
  /** The positional ones up to the first that is no literal. */
  readonly positional: readonly JsonValue[];
  readonly named: Readonly<Record<string, JsonValue>>;
  /** The positional arguments' nodes, literal or not. */
  readonly nodes: readonly Expression[];
  readonly namedNodes: Readonly<Record<string, Expression>>;
  /** How many arguments there are, named ones included. */
  readonly count: number;
  /** Is every argument a literal? */
  readonly complete: boolean;
}

/** Reads a call's arguments without evaluating anything. `fromDict`: one dict alone stands for named arguments, as `config({...})` allows. */
export function literalArguments(args: Arguments, fromDict = false): LiteralArguments {
  const nodes = args.children.filter(
    (arg): arg is Expression => arg.typename !== 'KeywordArgs' && arg.typename !== 'Spread',
  );
  const spreads = args.children.some((arg) => arg.typename === 'Spread');
  const [only] = nodes;
  if (fromDict && nodes.length === 1 && only?.typename === 'Dict' && !spreads)
    return namedLiterals([], only.children, false);
  const pairs = args.children.flatMap((arg) => (arg.typename === 'KeywordArgs' ? arg.children : []));
  return namedLiterals(nodes, pairs, spreads);
}

function namedLiterals(nodes: readonly Expression[], pairs: readonly Pair[], spreads: boolean): LiteralArguments {
  const positional: JsonValue[] = [];
  for (const node of nodes) {
    const value = literalOf(node);
    if (value === undefined) break;
    positional.push(value);
  }
  const named: [string, JsonValue][] = [];
  const namedNodes: [string, Expression][] = [];
  for (const { key, value } of pairs) {
    const name = key.typename === 'Symbol' || key.typename === 'Literal' ? String(key.value) : undefined;
    if (name === undefined) continue;
    const literal = literalOf(value);
    namedNodes.push([name, value]);
    if (literal !== undefined) named.push([name, literal]);
  }
  const complete = !spreads && positional.length === nodes.length && named.length === pairs.length;
  const count = nodes.length + pairs.length;
  return { positional, named: record(named), nodes, namedNodes: record(namedNodes), count, complete };
}

/** The value of an expression that is made of literals alone; undefined for all others. */
export function literalOf(node: Expression): JsonValue | undefined {
  switch (node.typename) {
    case 'Literal':
    case 'Float':
      return node.value;
    case 'Group':
      return literalOf(node.children[0] as Expression);
    case 'Neg': {
      const value = literalOf(node.target);
      return typeof value === 'number' ? -value : undefined;
    }
    case 'Array':
    case 'Tuple':
      return all(node.children.map(literalOf));
    case 'Dict': {
      const keys = all(node.children.map(({ key }) => literalOf(key)));
      const values = all(node.children.map(({ value }) => literalOf(value)));
      if (!keys || !values) return undefined;
      return record(keys.map((key, index): [string, JsonValue] => [String(key), values[index] as JsonValue]));
    }
    default:
      return undefined;
  }
}

function all(values: readonly (JsonValue | undefined)[]): readonly JsonValue[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

// `fromEntries` defines properties: a key "__proto__" is data like any other.
function record<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries);
}
