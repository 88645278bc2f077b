import { createRequire } from 'node:module';
import {
  addTables,
  editSources,
  tableEntry,
  type CatalogTable,
  type SourceFileEdit,
} from './yaml/edit/edit-sources.ts';
import type { SameType, SourceName, TableEdit } from './yaml/edit/edit-sources.ts';
import { entryLines } from './yaml/edit/yaml-text.ts';
import type { YamlLibrary } from './yaml/read-yaml.ts';

export type {
  CatalogColumn,
  CatalogTable,
  SameType,
  SourceName,
  TableEdit,
  TableEdited,
} from './yaml/edit/edit-sources.ts';

/** Writes the catalog's columns into the tables that a YAML file declares as sources; gives the new text, and what became of each table. */
export function pullColumns(text: string, edits: readonly TableEdit[], sameType: SameType): SourceFileEdit {
  return editSources(text, edits, { library: yamlLibrary(), sameType });
}

/** Declares tables in a source that a YAML file has; undefined where it has none that can be added to. */
export function declareTables(text: string, source: SourceName, tables: readonly CatalogTable[]): string | undefined {
  return addTables(text, source, tables, yamlLibrary());
}

/** A YAML file that declares one source. */
export function newSourceFile({ name, schema }: SourceName, tables: readonly CatalogTable[]): string {
  const entry = { name, ...(schema !== name && { schema }), tables: tables.map(tableEntry) };
  return `${entryLines({ sources: [entry] }, 0, { dash: 2, gap: 1 }).join('\n')}\n`;
}

function yamlLibrary(): YamlLibrary {
  return createRequire(import.meta.url)('yaml') as YamlLibrary;
}
