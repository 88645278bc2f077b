import type { Span } from '../diagnostics/index.ts';
import { globalNames } from './globals/globals.ts';
import { literalArguments } from './literals.ts';
import type { Call, Expression, TreeNode } from './syntax/tree.ts';
import { walk } from './syntax/walk.ts';
import type { JsonValue } from './values/convert.ts';

export interface RefCall {
  readonly package?: string;
  readonly name: string;
  readonly version?: string | number;
  /** The whole call, `ref('orders')`. */
  readonly span: Span;
  /** The name in its quotes, `'orders'`. */
  readonly nameSpan: Span;
}
export interface SourceCall {
  readonly source: string;
  readonly table: string;
  readonly span: Span;
  readonly sourceSpan: Span;
  readonly tableSpan: Span;
}
export interface ConfigCall {
  readonly values: Readonly<Record<string, JsonValue>>;
  /** For each key, where its value stands. */
  readonly spans: Readonly<Record<string, Span>>;
  readonly span: Span;
}
export interface VarCall {
  readonly name: string;
  readonly hasDefault: boolean;
  /** Where the default is a literal. */
  readonly default?: JsonValue;
  readonly span: Span;
}
export interface EnvVarCall {
  readonly name: string;
  readonly hasDefault: boolean;
  readonly span: Span;
}
export interface WatermarkCall {
  readonly kind: 'watermark' | 'high_watermark';
  readonly column: string;
  /** Whose watermark; the model's own where it is absent. */
  readonly of?: RefCall | SourceCall;
  readonly span: Span;
}
export interface MacroCall {
  /** `name`, or `package.name`. */
  readonly name: string;
  readonly span: Span;
}
/** A call whose arguments are known only when the template is rendered. */
export interface DynamicCall {
  readonly name: 'ref' | 'source' | 'config' | 'var' | 'env_var' | 'watermark' | 'high_watermark' | 'dispatch';
  readonly span: Span;
}

/** All calls in a template, also those in branches that may not be taken. */
export interface TemplateCalls {
  readonly refs: readonly RefCall[];
  readonly sources: readonly SourceCall[];
  readonly configs: readonly ConfigCall[];
  readonly vars: readonly VarCall[];
  readonly envVars: readonly EnvVarCall[];
  readonly watermarks: readonly WatermarkCall[];
  readonly macroCalls: readonly MacroCall[];
  readonly dynamicCalls: readonly DynamicCall[];
  readonly usesThis: boolean;
  readonly usesIsIncremental: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

export const NO_CALLS: TemplateCalls = Object.freeze({
  refs: Object.freeze([]),
  sources: Object.freeze([]),
  configs: Object.freeze([]),
  vars: Object.freeze([]),
  envVars: Object.freeze([]),
  watermarks: Object.freeze([]),
  macroCalls: Object.freeze([]),
  dynamicCalls: Object.freeze([]),
  usesThis: false,
  usesIsIncremental: false,
});

/** Names that are no macros of the library, and no packages of it. */
const OBJECTS: ReadonlySet<string> = new Set([...globalNames, 'loop', 'caller', 'varargs', 'kwargs']);

/** Finds the calls below a node of the tree. */
export function findCalls(root: TreeNode, file: string): TemplateCalls {
  return new CallFinder(file).find(root);
}

class CallFinder {
  private readonly file: string;
  private readonly found: Mutable<TemplateCalls> = {
    refs: [],
    sources: [],
    configs: [],
    vars: [],
    envVars: [],
    watermarks: [],
    macroCalls: [],
    dynamicCalls: [],
    usesThis: false,
    usesIsIncremental: false,
  };
  // Names that the template itself gives: they are no macros of the library.
  private readonly local = new Set<string>();

  constructor(file: string) {
    this.file = file;
  }

  find(root: TreeNode): TemplateCalls {
    walk(root, (node) => this.visit(node));
    this.found.macroCalls = this.found.macroCalls.filter(({ name }) => !this.local.has(name.split('.')[0] as string));
    return this.found;
  }

  private visit(node: TreeNode): void {
    switch (node.typename) {
      case 'Symbol':
        if (node.value === 'this') this.found.usesThis = true;
        return;
      case 'FunCall':
        return this.visitCall(node);
      case 'Macro':
        this.local.add(node.name.value);
        return this.defines(node.args);
      case 'Caller':
        return this.defines(node.args);
      case 'Set':
        return this.defines(node.target);
      case 'For':
        return this.defines(node.name);
      default:
        return;
    }
  }

  private defines(names: TreeNode): void {
    walk(names, (name) => {
      if (name.typename === 'Symbol') this.local.add(name.value);
    });
  }

  private visitCall(call: Call): void {
    const name = calleeName(call.name);
    if (name === undefined) return;
    switch (name) {
      case 'ref':
        return this.add('refs', 'ref', call, this.ref(call));
      case 'source':
        return this.add('sources', 'source', call, this.source(call));
      case 'var':
        return this.add('vars', 'var', call, this.variable(call));
      case 'env_var':
        return this.add('envVars', 'env_var', call, this.envVar(call));
      case 'watermark':
      case 'high_watermark':
        return this.add('watermarks', name, call, this.watermark(name, call));
      case 'config':
        return this.config(call);
      case 'is_incremental':
        this.found.usesIsIncremental = true;
        return;
      case 'adapter.dispatch':
        return this.dispatch(call);
      default:
        return this.macro(name, call);
    }
  }

  private add<K extends 'refs' | 'sources' | 'vars' | 'envVars' | 'watermarks'>(
    list: K,
    name: DynamicCall['name'],
    call: Call,
    found: TemplateCalls[K][number] | undefined,
  ): void {
    if (found) (this.found[list] as TemplateCalls[K][number][]).push(found);
    else this.found.dynamicCalls.push({ name, span: this.span(call) });
  }

  private ref(call: Call): RefCall | undefined {
    const args = literalArguments(call.args);
    if (!args.complete || args.positional.length < 1 || args.positional.length > 2) return undefined;
    const name = args.positional.at(-1);
    const packageName = args.positional.length === 2 ? args.positional[0] : undefined;
    const version = args.named['version'] ?? args.named['v'];
    if (typeof name !== 'string' || (packageName !== undefined && typeof packageName !== 'string')) return undefined;
    return {
      ...(packageName !== undefined && { package: packageName }),
      name,
      ...((typeof version === 'string' || typeof version === 'number') && { version }),
      span: this.span(call),
      nameSpan: this.span(args.nodes.at(-1) as Expression),
    };
  }

  private source(call: Call): SourceCall | undefined {
    const args = literalArguments(call.args);
    const [source, table] = args.positional;
    if (!args.complete || args.positional.length !== 2 || typeof source !== 'string' || typeof table !== 'string')
      return undefined;
    const [sourceNode, tableNode] = args.nodes as [Expression, Expression];
    return { source, table, span: this.span(call), sourceSpan: this.span(sourceNode), tableSpan: this.span(tableNode) };
  }

  private variable(call: Call): VarCall | undefined {
    const args = literalArguments(call.args);
    const [name] = args.positional;
    if (typeof name !== 'string') return undefined;
    const literal = args.positional.length > 1 ? args.positional[1] : args.named['default'];
    return {
      name,
      hasDefault: args.count > 1,
      ...(literal !== undefined && { default: literal }),
      span: this.span(call),
    };
  }

  private envVar(call: Call): EnvVarCall | undefined {
    const args = literalArguments(call.args);
    const [name] = args.positional;
    return typeof name === 'string' ? { name, hasDefault: args.count > 1, span: this.span(call) } : undefined;
  }

  private watermark(kind: WatermarkCall['kind'], call: Call): WatermarkCall | undefined {
    const args = literalArguments(call.args);
    const [column] = args.positional;
    if (typeof column !== 'string') return undefined;
    if (args.count === 1) return { kind, column, span: this.span(call) };
    const node = args.nodes[1] ?? args.namedNodes['of'];
    const name = node?.typename === 'FunCall' ? calleeName(node.name) : undefined;
    const of = name === 'ref' ? this.ref(node as Call) : name === 'source' ? this.source(node as Call) : undefined;
    return of && { kind, column, of, span: this.span(call) };
  }

  private config(call: Call): void {
    const args = literalArguments(call.args, true);
    const spans = Object.fromEntries(Object.entries(args.namedNodes).map(([key, node]) => [key, this.span(node)]));
    if (args.positional.length > 0 || !args.complete)
      this.found.dynamicCalls.push({ name: 'config', span: this.span(call) });
    this.found.configs.push({ values: args.named, spans, span: this.span(call) });
  }

  private dispatch(call: Call): void {
    const { positional, named, complete } = literalArguments(call.args);
    const name = positional[0] ?? named['macro_name'];
    const namespace = positional[1] ?? named['macro_namespace'];
    if (!complete || typeof name !== 'string')
      this.found.dynamicCalls.push({ name: 'dispatch', span: this.span(call) });
    else
      this.found.macroCalls.push({
        name: typeof namespace === 'string' ? `${namespace}.${name}` : name,
        span: this.span(call),
      });
  }

  private macro(name: string, call: Call): void {
    const [first] = name.split('.') as [string];
    if (OBJECTS.has(first)) return;
    this.found.macroCalls.push({ name, span: this.span(call) });
  }

  private span(node: { readonly lineno: number; readonly colno: number }): Span {
    return { file: this.file, start: node.lineno, end: node.colno };
  }
}

/** `name` of `name(…)`, `package.name` of `package.name(…)`; `builtins.ref` is `ref`. */
function calleeName(node: Expression): string | undefined {
  if (node.typename === 'Symbol') return node.value;
  if (node.typename !== 'LookupVal' || !node.dotted || node.target.typename !== 'Symbol') return undefined;
  const member = (node.val as { value: string | number }).value;
  return node.target.value === 'builtins' ? String(member) : `${node.target.value}.${member}`;
}
