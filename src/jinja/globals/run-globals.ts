import { didYouMean, diagnose, placeIn } from '../../diagnostics/index.ts';
import { MacroReturn, type Rendering } from '../evaluate/rendering.ts';
import { problem } from '../template-error.ts';
import { bind } from '../values/arguments.ts';
import { fromHost } from '../values/convert.ts';
import { DateTime, DateTimeClass, timeDeltaClass } from '../values/datetime.ts';
import { toText } from '../values/text.ts';
import { Callable, TemplateObject, Undefined, type CallArguments, type Value } from '../values/value.ts';
import type { GlobalFactory } from './globals.ts';

/** What concerns the run: its variables, target and start, and the ways to speak to the user. */
export const runGlobals: Readonly<Record<string, GlobalFactory>> = {
  var: (run) => new VarFunction(run),
  env_var: (run) => new Callable('env_var', (args) => envVar(args, run)),
  target: ({ scope }) => fromHost(scope.target),
  flags: ({ scope }) => fromHost(scope.flags),
  execute: ({ scope }) => scope.execute,
  run_started_at: ({ scope }) => new DateTime(scope.runStartedAt.getTime(), 'datetime', true),
  invocation_id: ({ scope }) => scope.invocationId,
  project_name: ({ scope }) => scope.projectName,
  modules: ({ scope }) => new Modules(scope.runStartedAt),
  exceptions: (run) => new Exceptions(run),
  return: () => new Callable('return', (args) => giveBack(args)),
  log: (run) => new Callable('log', (args) => log(args, run)),
  print: ({ scope }) =>
    new Callable('print', (args) => (scope.log(toText(bind('print', args, ['msg']).value('msg')), true), '')),
};

/** `var('x')`, and `var.has_var('x')`. */
class VarFunction extends TemplateObject {
  readonly label = '"var"';
  readonly memberNames = ['has_var'];
  private readonly run: Rendering;
  constructor(run: Rendering) {
    super();
    this.run = run;
  }
  override call(args: CallArguments): Value {
    const { vars } = this.run.scope;
    const given = bind('var', args, ['var_name', 'default?']);
    const name = given.text('var_name');
    if (Object.hasOwn(vars, name)) return fromHost(vars[name]);
    const fallback = given.optional('default');
    if (fallback !== undefined) return fallback;
    const existing = Object.keys(vars);
    const hint = didYouMean(name, existing);
    throw problem('var-missing', { name, existing }, { hint });
  }
  override member(name: string): Value | undefined {
    if (name !== 'has_var') return undefined;
    const { vars } = this.run.scope;
    return new Callable('var.has_var', (args) =>
      Object.hasOwn(vars, bind('var.has_var', args, ['var_name']).text('var_name')),
    );
  }
  override toText(): string {
    return 'var';
  }
}

function envVar(args: CallArguments, { scope }: Rendering): string {
  const given = bind('env_var', args, ['var', 'default?']);
  const name = given.text('var');
  const value = scope.env(name) ?? (given.has('default') ? toText(given.value('default')) : undefined);
  if (value === undefined) throw problem('env-var-missing', { name });
  return value;
}

function giveBack(args: CallArguments): never {
  const { positional, named } = args;
  throw new MacroReturn(positional[0] ?? named.get('data') ?? null);
}

function log(args: CallArguments, { scope }: Rendering): string {
  const given = bind('log', args, ['msg', 'info?']);
  scope.log(toText(given.value('msg')), given.flag('info', false));
  return '';
}

/** dbt's `exceptions`. Every `raise_…` stops the template with the author's text. */
class Exceptions extends TemplateObject {
  readonly label = '"exceptions"';
  readonly memberNames = [
    'raise_compiler_error',
    'raise_not_implemented',
    'raise_database_error',
    'raise_fail_fast_error',
    'warn',
  ];
  private readonly run: Rendering;
  constructor(run: Rendering) {
    super();
    this.run = run;
  }
  override member(name: string): Value | undefined {
    if (!this.memberNames.includes(name)) return undefined;
    return new Callable(`exceptions.${name}`, (args) => {
      const message = toText(bind(name, args, ['msg', 'node?']).value('msg'));
      if (name !== 'warn') throw problem('template-raised', { message });
      return this.warn(message);
    });
  }
  private warn(message: string): string {
    const { spots, warnings } = this.run;
    const here = spots.at(-1)!;
    warnings.push(diagnose('template-warned', { message }, { at: placeIn(here.source, here.start, here.end) }));
    return '';
  }
  override toText(): string {
    return 'exceptions';
  }
}

/** dbt's `modules`: Python's datetime, as far as it needs nothing but the run's start. */
class Modules extends TemplateObject {
  readonly label = '"modules"';
  readonly memberNames = ['datetime'];
  private readonly now: Date;
  constructor(now: Date) {
    super();
    this.now = now;
  }
  override member(name: string): Value {
    if (name === 'datetime') return new DateTimeModule(this.now);
    return new Undefined(() => problem('template-module-refused', { name }), false);
  }
  override toText(): string {
    return 'modules';
  }
}

class DateTimeModule extends TemplateObject {
  readonly label = '"modules.datetime"';
  readonly memberNames = ['datetime', 'date', 'timedelta'];
  private readonly now: Date;
  constructor(now: Date) {
    super();
    this.now = now;
  }
  override member(name: string): Value | undefined {
    if (name === 'datetime' || name === 'date') return new DateTimeClass(name, this.now);
    return name === 'timedelta' ? timeDeltaClass : undefined;
  }
  override toText(): string {
    return 'datetime';
  }
}
