import type { Rendering } from '../evaluate/rendering.ts';
import { problem } from '../template-error.ts';
import { bind } from '../values/arguments.ts';
import { Callable, TemplateObject, Undefined, type CallArguments, type Value } from '../values/value.ts';
import type { GlobalFactory } from './globals.ts';

const PREFIXES: readonly string[] = ['athena', 'trino', 'default'];
/** What dbt offers of the open connection. */
const NEEDING_CONNECTION = [
  'run_query',
  'statement',
  'load_result',
  'store_result',
  'store_raw_result',
  'load_relation',
  'api',
  'graph',
  'submit_python_job',
];

/** What concerns the engine: `adapter`, and refusals of whatever would ask the warehouse. */
export const warehouseGlobals: Readonly<Record<string, GlobalFactory>> = {
  adapter: (run) => new Adapter(run),
  ...Object.fromEntries(NEEDING_CONNECTION.map((name): [string, GlobalFactory] => [name, () => refused(name)])),
};

// To ask whether it is there is fine; to use it is not.
function refused(name: string): Undefined {
  return new Undefined(() => problem('template-needs-connection', { name }), false);
}

class Adapter extends TemplateObject {
  readonly label = '"adapter"';
  readonly memberNames = ['dispatch', 'quote', 'type'];
  private readonly run: Rendering;
  constructor(run: Rendering) {
    super();
    this.run = run;
  }

  override member(name: string): Value {
    if (name === 'dispatch') return new Callable('adapter.dispatch', (args) => dispatch(args, this.run));
    if (name === 'type') return new Callable('adapter.type', (args) => (bind('adapter.type', args, []), 'athena'));
    if (name === 'quote') {
      return new Callable(
        'adapter.quote',
        (args) => `"${bind('adapter.quote', args, ['identifier']).text('identifier').replaceAll('"', '""')}"`,
      );
    }
    return refused(`adapter.${name}`);
  }

  override toText(): string {
    return 'adapter';
  }
}

/** The first of `athena__name`, `trino__name`, `default__name` that a package of the search order has. */
function dispatch(args: CallArguments, run: Rendering): Value {
  const given = bind('adapter.dispatch', args, ['macro_name', 'macro_namespace?', 'packages?']);
  const name = given.text('macro_name');
  if (name.includes('.')) throw given.wrong('the package is the second argument, not part of the name');
  const { projectName, dispatch: order } = run.scope;
  const namespace = given.textOrNone('macro_namespace');
  const own = namespace === undefined || namespace === projectName ? [] : [namespace];
  const packages = order?.packages?.(namespace) ?? [projectName, ...own];
  const builtin = namespace === undefined ? ['dbt'] : [];
  const tried: string[] = [];
  for (const packageName of [...packages, ...builtin]) {
    for (const prefix of order?.prefixes ?? PREFIXES) {
      const macro = run.library.qualified(packageName, `${prefix}__${name}`, projectName);
      if (macro) return run.macro(macro);
      tried.push(`${packageName}.${prefix}__${name}`);
    }
  }
  throw problem('dispatch-not-found', { name, tried });
}
