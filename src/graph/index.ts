export { buildGraph } from './build-graph.ts';
export type { Graph, GraphEdge, GraphNode, ResolvedWatermark } from './graph.ts';
export { placeAt } from './place-at.ts';
export { createResolver, type Resolver } from './resolve.ts';
export type { ChangeKind, NodeChange, PreviousState } from './selection/search.ts';
export { select, type SelectOptions, type Selection } from './selection/select.ts';
export type { IndirectSelection } from './selection/spec.ts';
export { buildOrderParents, runOrderParents, type RunOrder } from './run-order.ts';
