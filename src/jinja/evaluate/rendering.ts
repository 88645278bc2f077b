import { didYouMean, type Diagnostic, type Source } from '../../diagnostics/index.ts';
import { globalNames, globalValue } from '../globals/globals.ts';
import type { MacroLibrary } from '../macro-library.ts';
import type { Scope } from '../scope.ts';
import { problem, TemplateProblem, type Spot } from '../template-error.ts';
import { MAX_DEPTH, MAX_STEPS, Meter } from '../values/limits.ts';
import { Callable, Undefined, type CallArguments, type Value } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import { Frame } from './frame.ts';
import { MacroDefinition } from './macro.ts';
import { OutputBuffer } from './output.ts';
import { execute } from './statements.ts';
import type { Body } from '../syntax/tree.ts';

/** Thrown by `return(value)`, caught by the macro that is being called. */
export class MacroReturn extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super('return outside of a macro');
    this.value = value;
  }
}

/** One rendering of one template: where it is, what it has printed, how much it may still do. */
export class Rendering {
  readonly scope: Scope;
  readonly library: MacroLibrary;
  readonly warnings: Diagnostic[] = [];
  /** How much this rendering may still do. */
  readonly meter = new Meter(MAX_STEPS);
  out: OutputBuffer;
  private source: Source;
  private package: string | undefined = undefined;
  // The current node. Natives throw without knowing where; whoever translates the error reads it here.
  private at: { readonly lineno: number; readonly colno: number } = { lineno: 0, colno: 0 };
  private readonly calls: Spot[] = [];
  private readonly globals = new Map<string, Value | undefined>();

  constructor(source: Source, library: MacroLibrary, scope: Scope) {
    this.source = source;
    this.library = library;
    this.scope = scope;
    this.out = new OutputBuffer(source.file);
  }

  /** The way to the current node: the calls that are open and the node itself. */
  get spots(): [Spot, ...Spot[]] {
    const [first, ...rest] = [...this.calls, this.here()];
    return [first as Spot, ...rest];
  }

  /** Marks the current node and counts a step. */
  step(node: { readonly lineno: number; readonly colno: number }): void {
    this.at = node;
    this.meter.spend(1);
  }

  /** Marks the node that errors are now about, after its parts were evaluated. */
  locate(node: { readonly lineno: number; readonly colno: number }): void {
    this.at = node;
  }

  /** The value of a name: the frames' first, then the macros of this package and the project, then the built-in names. */
  lookup(name: string, frame: Frame): Value {
    // None is null: only undefined is nothing.
    const local = frame.get(name);
    if (local !== undefined) return local;
    const value = this.globalOf(name);
    return value === undefined ? new Undefined(this.complaintAbout(name, frame), false) : value;
  }

  private globalOf(name: string): Value | undefined {
    const macro = this.library.visible(name, this.package);
    if (macro) return this.macro(macro);
    if (!this.globals.has(name)) this.globals.set(name, globalValue(name, this));
    return this.globals.get(name);
  }

  private complaintAbout(name: string, frame: Frame): () => Error {
    const { source, at } = this;
    return () => {
      const names = [...frame.names(), ...this.library.visibleNames(this.package), ...globalNames];
      const error = problem(
        'template-name-unknown',
        { name },
        { hint: didYouMean(name, names), range: { start: at.lineno, end: at.colno } },
      );
      error.source = source;
      return error;
    };
  }

  /** Gives an undefined member the place where it was asked for. */
  placed(absent: Undefined): Undefined {
    const { source, at } = this;
    return new Undefined(() => {
      const error = absent.complain();
      if (error instanceof TemplateProblem && !error.range) {
        error.range = { start: at.lineno, end: at.colno };
        error.source = source;
      }
      return error;
    }, absent.lenient);
  }

  /** A macro as a value. `closure` is the frame that it was defined in, for macros inside a template. */
  macro(definition: MacroDefinition, closure?: Frame): Callable {
    return new Callable(definition.name, (args) => this.callMacro(definition, args, closure, true));
  }

  /** A macro made from a node of the template that is being evaluated. */
  localMacro(node: MacroDefinition['node'], closure: Frame, catchesReturn: boolean): Callable {
    const definition = new MacroDefinition(node, this.source, this.package);
    return new Callable(definition.name, (args) => this.callMacro(definition, args, closure, catchesReturn));
  }

  private callMacro(
    macro: MacroDefinition,
    args: CallArguments,
    closure: Frame | undefined,
    catchesReturn: boolean,
  ): Value {
    if (this.calls.length >= MAX_DEPTH)
      throw problem('template-limit', { limit: `macros call each other more than ${MAX_DEPTH} deep` });
    const frame = new Frame(closure);
    // Wrong arguments are the caller's mistake, so they are bound before the macro's own text becomes the current one.
    const defaults = macro.bind(args, frame);
    const leave = this.enter(macro);
    for (const { name, fallback } of defaults) frame.set(name, evaluate(fallback, frame, this));
    try {
      execute(macro.node.body, frame, this);
      const { text } = this.out;
      leave();
      return text;
    } catch (error) {
      if (!(catchesReturn && error instanceof MacroReturn)) throw error;
      leave();
      return error.value;
    }
  }

  // Makes a macro's text the current one; the result goes back. After an error nobody does: the way to it is still to be read.
  private enter(macro: MacroDefinition): () => void {
    const { out, source, package: packageName, at } = this;
    const open = this.calls.length;
    const callee = macro.name === 'caller' ? 'the body of a call block' : `macro "${macro.name}"`;
    this.calls.push({ ...this.here(), callee });
    this.out = new OutputBuffer();
    this.source = macro.source;
    this.package = macro.package;
    return () => {
      this.out = out;
      this.source = source;
      this.package = packageName;
      this.at = at;
      this.calls.length = open;
    };
  }

  /** What a body prints, as text, in a scope of its own. */
  capture(body: Body, frame: Frame): string {
    const { out } = this;
    this.out = new OutputBuffer();
    execute(body, new Frame(frame), this);
    const { text } = this.out;
    this.out = out;
    return text;
  }

  private here(): Spot {
    return { source: this.source, start: this.at.lineno, end: this.at.colno };
  }
}
