import type { ExternalSource, RelationInfo, RelationName } from '../engines/engine.ts';
import { asFolder, fingerprint } from './locations.ts';

/** The table property (a Glue parameter) in which a table over files says what it was made from. */
export const EXTERNAL_DEFINITION = 'lakemodel.definition';

/** Hive's CSV reader knows no NULL: where null values are declared, the files are a table of their own and the source is a view of it. */
export function filesRelation({ relation, format, options }: ExternalSource): RelationName {
  const hasNulls = format === 'csv' && (options.nullValues?.length ?? 0) > 0;
  return hasNulls ? { ...relation, identifier: `${relation.identifier}__files` } : relation;
}

/** A fingerprint of everything that a table over files is made from: another one means that it must be made anew. */
export function externalDefinition({ format, location, columns, partitions, options }: ExternalSource): string {
  const types = (list: ExternalSource['columns']) => list.map(({ name, type }) => [name.toLowerCase(), type]);
  const named = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return fingerprint(JSON.stringify([format, asFolder(location), types(columns), types(partitions), named]));
}

/** What a table over files says that it was made from; undefined: nothing, lakemodel did not make it. */
export function definitionOf({ definition, comments }: RelationInfo): string | undefined {
  return definition ?? /\(([0-9a-f]{16})\)$/.exec(comments?.relation ?? '')?.[1];
}

/** The comment on a table over files where the engine's tables take no properties of ours. */
export function definitionComment(source: ExternalSource): string {
  return `made by lakemodel (${externalDefinition(source)})`;
}

/** Whether partitions are found by their declared range, and none is ever loaded. */
export function isProjected({ options }: ExternalSource): boolean {
  return options.tableProperties?.['projection.enabled']?.toLowerCase() === 'true';
}
