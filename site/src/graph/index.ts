export { ColumnLineagePage } from './column-lineage-page.tsx';
export { ColumnLineage } from './column-lineage.tsx';
export { GraphPage } from './graph-page.tsx';
export { NodeGraph } from './node-graph.tsx';
export { RelationsPage } from './relations-page.tsx';
