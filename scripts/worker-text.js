// A plugin of rolldown: `import { text } from './x.ts?worker'` is the module and all that it imports, bundled to one classic script, as text.
import { dirname, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const ENDING = '?worker';

/**
 * Makes the plugin. `options` go to the inner bundling, so that the worker's text is minified like the page.
 * @param {{ readonly minify?: boolean }} [options]
 * @returns {import('rolldown').Plugin}
 */
export function workerText(options = {}) {
  return {
    name: 'worker-text',
    resolveId: (id, importer) =>
      id.endsWith(ENDING) ? resolve(dirname(importer ?? '.'), id.slice(0, -ENDING.length)) + ENDING : null,
    load: async (id) => {
      if (!id.endsWith(ENDING)) return null;
      const build = await rolldown({ input: id.slice(0, -ENDING.length), platform: 'browser' });
      const { output } = await build.generate({ format: 'iife', minify: options.minify ?? true });
      await build.close();
      return { code: `export const text = ${JSON.stringify(output[0].code)};`, moduleType: 'js' };
    },
  };
}
