/** Loaded when a graph is drawn first: the layout, as a function and as the text of a worker. */
export { layoutGraph } from './layout.ts';
export { text as workerText } from './layout-worker.ts?worker';
