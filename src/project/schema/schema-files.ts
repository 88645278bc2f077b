import { readFileSync } from 'node:fs';

export const SCHEMA_FILES = ['config', 'project', 'properties', 'selectors', 'data-test'] as const;
export type SchemaFile = (typeof SCHEMA_FILES)[number];

export type Schema = Readonly<Record<string, unknown>>;

/** One of the shipped JSON Schemas, as data. */
export function readSchema(name: SchemaFile): Schema {
  return JSON.parse(readSchemaText(name)) as Schema;
}

export function readSchemaText(name: SchemaFile): string {
  // Both src/project/schema and dist/project/schema lie three folders below the package's root.
  return readFileSync(new URL(`../../../schemas/${name}.json`, import.meta.url), 'utf8');
}

/** The names that a schema defines: `config.json#/definitions/<name>`. */
export function definitionsOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema.definitions ?? {}) as Readonly<Record<string, Schema>>;
}

/** The outermost level of a schema alone: keys and their types, the items of lists unseen. */
export function outlineOf(schema: Schema): Schema {
  const properties = Object.entries(schema.properties as Record<string, Schema>);
  const outlines = properties.map(([key, one]) => [key, without(one, ['items'])] as const);
  return { ...without(schema, ['$id', 'definitions']), properties: Object.fromEntries(outlines) };
}

export function without(schema: Schema, keys: readonly string[]): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}
