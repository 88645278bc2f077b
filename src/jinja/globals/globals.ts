import type { Rendering } from '../evaluate/rendering.ts';
import type { Value } from '../values/value.ts';
import { nodeGlobals } from './node-globals.ts';
import { packageNamespace } from './package-namespace.ts';
import { pythonGlobals } from './python-globals.ts';
import { runGlobals } from './run-globals.ts';
import { warehouseGlobals } from './warehouse-globals.ts';

/** Makes a global's value for one rendering; undefined where it has none there, as `this` outside of a model. */
export type GlobalFactory = (run: Rendering) => Value | undefined;

const GLOBALS: ReadonlyMap<string, GlobalFactory> = new Map([
  ...Object.entries(nodeGlobals),
  ...Object.entries(runGlobals),
  ...Object.entries(warehouseGlobals),
  ...Object.entries(pythonGlobals),
]);

/** Names that every template knows without anybody defining them. */
export const globalNames: readonly string[] = [...GLOBALS.keys()];

/** The built-in value of a name, or the namespace of a package's macros; undefined when there is neither. */
export function globalValue(name: string, run: Rendering): Value | undefined {
  const value = GLOBALS.get(name)?.(run);
  return value === undefined ? packageNamespace(name, run) : value;
}
