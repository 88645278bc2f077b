import { datasetOf } from './dataset.ts';
import type { DatasetEvent, JobEvent } from './event.ts';
import { EVENT_SCHEMA } from './facets.ts';
import { partsOf } from './node-events.ts';
import { isEphemeral, type EventWorld } from './world.ts';

const WRITERS: readonly string[] = ['model', 'seed', 'snapshot'];

/**
 * What the project is, without any run: a dataset event for each source, then a job event for each model, seed and snapshot, with what it reads and
 * writes and where its columns come from. `ids` in the order in which they are to come.
 */
export function staticEvents(
  ids: readonly string[],
  sqlOf: (id: string) => string | undefined,
  at: Date,
  world: EventWorld,
): readonly (JobEvent | DatasetEvent)[] {
  const { project, producer } = world;
  const eventTime = at.toISOString();
  const sources = ids.filter((id) => Object.hasOwn(project.sources, id));
  const nodes = ids.filter((id) => WRITERS.includes(project.nodes[id]?.resourceType ?? '') && !isEphemeral(id, world));
  return [
    ...sources.map((id) => ({
      eventTime,
      producer,
      schemaURL: `${EVENT_SCHEMA}#/$defs/DatasetEvent`,
      dataset: datasetOf(id, world),
    })),
    ...nodes.map((id) => {
      const sql = sqlOf(id);
      const parts = partsOf({ id, ...(sql !== undefined && { sql }) }, world);
      return { eventTime, producer, schemaURL: `${EVENT_SCHEMA}#/$defs/JobEvent`, ...parts };
    }),
  ];
}
