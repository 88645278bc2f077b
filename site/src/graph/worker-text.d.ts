/** A module that `scripts/worker-text.js` bundles on its own: the text of a classic script for a worker. */
declare module '*?worker' {
  export const text: string;
}
