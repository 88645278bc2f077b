import { docsBlocksOf, entrySettings, metaOf, tagsOf, type Assembly } from '../assembly.ts';
import { mergeSettings, type Settings } from '../config/settings.ts';
import type { Freshness, JsonObject, Period, SourceTable } from '../project.ts';
import { isMapping, type Mapping } from '../project-file.ts';
import type { PropertyEntry } from '../properties.ts';
import { schemaName } from '../relation-names.ts';
import { columnsOf } from './columns.ts';
import { externalOf } from './external-source.ts';

/** A source table, with the YAML that its data tests stand in. */
export interface FoundSource {
  readonly table: SourceTable;
  readonly enabled: boolean;
  readonly values: Mapping;
  readonly entry: PropertyEntry;
}

/** The tables of all `sources:`, disabled ones too. */
export function sourceTables(assembly: Assembly): FoundSource[] {
  return [...assembly.properties.sources.values()].flatMap((entry) => {
    const tables = Array.isArray(entry.values.tables) ? entry.values.tables.filter(isMapping) : [];
    return tables.map((values) => sourceTable(values, entry, assembly));
  });
}

function sourceTable(values: Mapping, entry: PropertyEntry, assembly: Assembly): FoundSource {
  const { loading, project, trees, describe } = assembly;
  const source = entry.values;
  const [sourceName, name] = [entry.name, String(values.name)];
  const fqn = [project.name, ...entry.file.folders, sourceName, name];
  const ofSource = entrySettings(source, assembly);
  const own = mergeSettings(ofSource, entrySettings(values, assembly));
  const settings = mergeSettings(trees.source.settingsFor(fqn), own);
  const label = `${sourceName}.${name}`;
  const columns = columnsOf(values, label, assembly);
  const relation = relationOf(values, source, assembly);
  const loadedAt = firstText(
    own.values.loaded_at_field,
    values.loaded_at_field,
    source.loaded_at_field,
    settings.values.loaded_at_field,
  );
  const freshness = freshnessOf(source, values, settings);
  const external = isMapping(values.external)
    ? externalOf(
        { external: values.external, label, columns, relation, span: loading.places.key(values, 'external') },
        assembly,
      )
    : undefined;
  const written = writtenOf(values, source, settings, assembly);
  const table: SourceTable = {
    uniqueId: `source.${project.name}.${label}`,
    resourceType: 'source',
    sourceName,
    name,
    packageName: project.name,
    path: entry.file.path,
    fqn,
    relation,
    description: describe(values.description, () => loading.places.value(values, 'description')),
    ...docsBlocksOf(values.description, assembly),
    sourceDescription: describe(source.description, () => loading.places.value(source, 'description')),
    tags: tagsOf(settings),
    meta: metaOf(settings),
    ...(ofSource.values.meta !== undefined && { sourceMeta: metaOf(ofSource) }),
    columns,
    ...(loadedAt !== undefined && { loadedAtField: loadedAt }),
    ...(freshness && { freshness }),
    sourceSystem: firstText(settings.values.source_system) ?? sourceName,
    ...(external && { external }),
    config: configOf(settings),
    ...(Object.keys(written).length > 0 && { writtenConfig: written }),
    span: loading.places.value(values, 'name'),
  };
  return { table, enabled: settings.values.enabled !== false, values, entry };
}

/** What is written with templates: where the table is, and its configuration. */
function writtenOf(values: Mapping, source: Mapping, settings: Settings, { loading }: Assembly): JsonObject {
  const { rendered } = loading;
  const location = [
    ['database', source, 'database'],
    ['database', source, 'catalog'],
    ['schema', source, 'schema'],
    ['identifier', values, 'identifier'],
  ] as const;
  const templates = location.flatMap(([name, holder, key]) => {
    const template = rendered.get(holder)?.get(key);
    return template === undefined ? [] : [[name, template] as const];
  });
  return { ...(settings.written as JsonObject | undefined), ...Object.fromEntries(templates) };
}

function configOf({ values }: Settings): JsonObject {
  return { enabled: true, ...(values as JsonObject) };
}

/** Tables that others fill are where their YAML says; files are read through a relation of ours, named as the target wants it. */
function relationOf(values: Mapping, source: Mapping, { project }: Assembly): SourceTable['relation'] {
  const schema = firstText(source.schema) ?? String(source.name);
  // Trino reads files through a catalog of its Hive connector, beside the one of the tables.
  const ofFiles = values.external ? firstText(project.target.settings['external_catalog']) : undefined;
  const database = firstText(source.database, source.catalog) ?? ofFiles ?? project.target.database;
  return {
    ...(database !== undefined && { database }),
    schema: values.external ? schemaName(project.target.schema, schema) : schema,
    identifier: firstText(values.identifier) ?? String(values.name),
  };
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value) => typeof value === 'string' && value !== '') as string | undefined;
}

/** The table's own, over the source's, key by key; `freshness: null` on the table switches it off. */
function freshnessOf(source: Mapping, values: Mapping, { values: config }: Settings): Freshness | undefined {
  const own = values.freshness === undefined ? config.freshness : values.freshness;
  if (own === null) return undefined;
  const merged: Mapping = { ...(isMapping(source.freshness) ? source.freshness : {}), ...(isMapping(own) ? own : {}) };
  const warnAfter = periodOf(merged.warn_after);
  const errorAfter = periodOf(merged.error_after);
  if (!warnAfter && !errorAfter) return undefined;
  return {
    ...(warnAfter && { warnAfter }),
    ...(errorAfter && { errorAfter }),
    ...(typeof merged.filter === 'string' && { filter: merged.filter }),
  };
}

function periodOf(value: unknown): Period | undefined {
  if (!isMapping(value) || typeof value.count !== 'number') return undefined;
  return { count: value.count, period: value.period as Period['period'] };
}
