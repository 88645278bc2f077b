import type { Project, SourceTable } from '../project/project.ts';
import { canonical } from './canonical.ts';
import { contractColumns, type KnownColumns } from './contract-columns.ts';
import type { Digest, NodePrint } from './fingerprint.ts';

/** A source's columns are what its readers rely on, although nobody enforces them. */
export function printSource(source: SourceTable, project: Project, digest: Digest, known?: KnownColumns): NodePrint {
  const columns = contractColumns(source.columns, known?.(source.uniqueId));
  const { enabled: _, tags: __, ...config } = { ...source.config, ...source.writtenConfig } as Record<string, unknown>;
  const { relation: ___, columns: ____, ...files } = source.external ?? {};
  const { loadedAtField, freshness, sourceSystem } = source;
  const configs = { external: files, loaded_at_field: loadedAtField, freshness, sourceSystem, ...config };
  return {
    fingerprints: {
      body: { text: '' },
      configs: digest(canonical(configs)),
      contract: digest(canonical(columns)),
      descriptions: '',
      relation: digest(canonical(sourceRelation(source, project))),
    },
    enforced: false,
    columns,
  };
}

function sourceRelation({ relation, external, writtenConfig }: SourceTable, { target }: Project): object {
  const prefix = external && target.schema !== undefined ? `${target.schema}_` : '';
  const schema = relation.schema.startsWith(prefix) ? relation.schema.slice(prefix.length) : relation.schema;
  const written = writtenConfig as Partial<Record<'database' | 'schema' | 'identifier', string>> | undefined;
  const database = relation.database === target.database ? undefined : relation.database;
  return {
    database: written?.database ?? database,
    schema: written?.schema ?? schema,
    identifier: written?.identifier ?? relation.identifier,
  };
}
