import type { Source } from '../../diagnostics/index.ts';
import { problem } from '../template-error.ts';
import { namesIn } from '../syntax/walk.ts';
import type { Caller, Expression, Macro } from '../syntax/tree.ts';
import { Dict, Tuple, Undefined, type CallArguments, type Value } from '../values/value.ts';
import type { Frame } from './frame.ts';

interface Parameter {
  readonly name: string;
  readonly fallback: Expression | undefined;
}

/** A parameter that was not given and has a default. */
export interface Default {
  readonly name: string;
  readonly fallback: Expression;
}

/** A macro as it can be called: its tree, the text it stands in and what its body asks for. */
export class MacroDefinition {
  readonly name: string;
  readonly node: Macro | Caller;
  readonly source: Source;
  /** The package whose macros its body sees first; undefined for the project's own. */
  readonly package: string | undefined;
  readonly parameters: readonly Parameter[];
  private readonly asksFor: ReadonlySet<string>;

  constructor(node: Macro | Caller, source: Source, packageName: string | undefined) {
    this.name = node.name.value;
    this.node = node;
    this.source = source;
    this.package = packageName;
    this.parameters = node.args.children.flatMap((arg): Parameter[] => {
      if (arg.typename === 'Symbol') return [{ name: arg.value, fallback: undefined }];
      if (arg.typename !== 'KeywordArgs') return [];
      return arg.children.map((pair) => ({ name: (pair.key as { value: string }).value, fallback: pair.value }));
    });
    this.asksFor = namesIn(node.body);
  }

  /** Sets the parameters in the macro's frame, as Jinja2 does. Returns those whose defaults are to be evaluated there, in order. */
  bind(args: CallArguments, frame: Frame): Default[] {
    const { positional, named } = args;
    const own = new Set(this.parameters.map(({ name }) => name));
    const extra = positional.slice(this.parameters.length);
    const unknown = [...named].filter(([name]) => !own.has(name) && name !== 'caller');
    this.checkLeftovers(extra, unknown);
    this.parameters.forEach((parameter, index) => {
      if (index < positional.length && named.has(parameter.name))
        throw this.wrong(`"${parameter.name}" is given twice`);
    });
    const defaults: Default[] = [];
    this.parameters.forEach(({ name, fallback }, index) => {
      const given = index < positional.length ? positional[index] : named.get(name);
      if (given !== undefined) frame.set(name, given);
      else if (fallback) defaults.push({ name, fallback });
      else frame.set(name, this.missing(name));
    });
    if (this.asksFor.has('varargs')) frame.set('varargs', new Tuple(extra));
    if (this.asksFor.has('kwargs')) frame.set('kwargs', Dict.of(unknown));
    if (this.asksFor.has('caller') && !own.has('caller'))
      frame.set('caller', named.get('caller') ?? this.missing('caller'));
    return defaults;
  }

  private checkLeftovers(extra: readonly Value[], unknown: readonly (readonly [string, Value])[]): void {
    if (extra.length > 0 && !this.asksFor.has('varargs')) {
      const count = this.parameters.length === 0 ? 'no arguments' : `at most ${this.parameters.length}`;
      throw this.wrong(`it takes ${count}, but ${this.parameters.length + extra.length} were given`);
    }
    const [first] = unknown;
    if (!first || this.asksFor.has('kwargs')) return;
    const names = this.parameters.map(({ name }) => name).join(', ');
    throw this.wrong(`it has no argument "${first[0]}"${names ? `, only: ${names}` : ''}`);
  }

  // Left out without a default: fine as long as nobody uses it.
  private missing(name: string): Undefined {
    return new Undefined(() => this.wrong(`the argument "${name}" is used but was not given`), true);
  }

  private wrong(reason: string): Error {
    return problem('template-call-invalid', { callee: this.name, reason });
  }
}
