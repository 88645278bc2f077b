/** Runs and their lineage as OpenLineage events, and the ways that events go. */
export type * from './event.ts';
export { EVENT_SCHEMA, facetMaker, producerOf } from './facets.ts';
export { openFileSink } from './file-sink.ts';
export { openHttpSink } from './http-sink.ts';
export { endEvent, startEvent, type NodeResult, type PlannedRun } from './node-events.ts';
export { commandEvent, type Command } from './run-events.ts';
export { deliveryOf, isAddress, type Delivery, type EventPlace } from './settings.ts';
export type { Deliveries, EventSink } from './sink.ts';
export { staticEvents } from './static-events.ts';
export type { EventWorld, Repository, WarehousePlace } from './world.ts';
