import type { ScriptHost } from './shards.ts';

/** Loads scripts by elements: from `file://`, a page may load nothing in another way. */
export function scriptHost(page: Document): ScriptHost {
  return {
    addScript: (url) =>
      new Promise((resolve, reject) => {
        const script = page.createElement('script');
        script.src = url;
        script.onload = () => {
          script.remove();
          resolve();
        };
        script.onerror = () => {
          script.remove();
          reject(new Error(`${url} cannot be loaded`));
        };
        page.head.append(script);
      }),
  };
}
