/** lakemodel as a library: the commands as functions, and the data they speak in. */
export * from './lakemodel.ts';
export type { Diagnostic, Place, Severity } from './diagnostics/index.ts';
export type { NodeSummary, NodeStatus, RunEvent } from './run/events.ts';
