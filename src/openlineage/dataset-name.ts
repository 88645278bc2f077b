import type { RelationName } from '../engines/engine.ts';
import type { Name } from './event.ts';
import type { EventWorld } from './world.ts';

type Known = Pick<EventWorld, 'project' | 'warehouse'>;

/** The dataset of a node or source by its unique id, or of a relation outside the project by its name. */
export function datasetName(id: string, world: Known): Name {
  const relation = relationOf(id, world);
  return relation ? relationDataset(relation, world) : outsideDataset(id, world);
}

/** A relation as other integrations name it: `database.schema.table` in the namespace of its warehouse. */
export function relationDataset({ database, schema, identifier }: RelationName, { warehouse }: Known): Name {
  const parts = [database ?? warehouse.database, schema, identifier];
  return named(parts, warehouse);
}

/** Trino, Athena and Glue know tables by names in lower case, however they are written. */
function named(parts: readonly string[], { namespace, isIceberg }: Known['warehouse']): Name {
  const name = parts.filter((part) => part !== '').join('.');
  return { namespace, name: isIceberg ? name.toLowerCase() : name };
}

export function relationOf(id: string, { project }: Pick<EventWorld, 'project'>): RelationName | undefined {
  const found = Object.hasOwn(project.nodes, id) ? project.nodes[id] : project.sources[id];
  return found && 'relation' in found ? found.relation : undefined;
}

/** Lineage names relations outside the project as their SQL does, quotes and all. */
function outsideDataset(name: string, { warehouse }: Known): Name {
  const parts = (name.match(/"(?:[^"]|"")*"|[^."]+/g) ?? [name]).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
  const whole = parts.length === 2 ? [warehouse.database, ...parts] : parts;
  return named(whole, warehouse);
}
