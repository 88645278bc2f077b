import type { ScriptHost } from './data/shards.ts';
import { scriptHost } from './data/script-host.ts';

/** Files of the parts that are loaded when they are needed: `charts` → `assets/charts-1a2b.js`. Filled in by scripts/bundle-site.js. */
declare const __PARTS__: Readonly<Record<string, string>>;

/**
 * Loads a part that is no part of the first script: `src/charts/library.part.ts` is the part `library`, and the promise is of its exports.
 * The browser loads a script once; asking again costs nothing.
 */
export async function loadPart<T>(name: string, host: ScriptHost = scriptHost(document)): Promise<T> {
  const global = `lakemodelPart_${name}`;
  const found = () => (globalThis as unknown as Readonly<Record<string, T | undefined>>)[global];
  if (!found()) await host.addScript(__PARTS__[name] ?? `assets/${name}.js`);
  const part = found();
  if (!part) throw new Error(`The file of "${name}" cannot be read: reload the page.`);
  return part;
}
