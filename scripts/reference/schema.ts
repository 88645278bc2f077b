import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, markdownTable } from './markdown.ts';

/** The part of JSON Schema that the project's schemas use. */
export interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
}

const folder = join(import.meta.dirname, '..', '..', 'schemas');

export function readSchema(name: string): Schema {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Schema;
}

/** Finds what a `$ref` points to, in the same file (`name`) or in another. */
export function resolve(schema: Schema, name: string): { readonly schema: Schema; readonly name: string } {
  if (schema.$ref === undefined) return { schema, name };
  const [file = '', path = ''] = schema.$ref.split('#');
  const owner = file === '' ? name : file.replace(/\.json$/, '');
  const found = path
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], readSchema(owner));
  if (found === undefined) throw new Error(`schemas/${name}.json: nothing is at ${schema.$ref}`);
  return resolve(found as Schema, owner);
}

/** The keys of an object schema as a table; keys of objects within stand as `docs.show`, of lists as `columns[].name`. */
export function keyTable(schema: Schema, name: string): string {
  return markdownTable(['key', 'type', 'default', 'meaning'], keyRows(schema, name, ''));
}

function keyRows(schema: Schema, name: string, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, written]) => {
    const { schema: property, name: owner } = resolve(written, name);
    const required = schema.required?.includes(key) ? 'Required. ' : '';
    const row = [
      code(prefix + key),
      typeText(property),
      defaultText(property),
      required + (property.description ?? ''),
    ];
    // What has a section of its own is not unfolded again.
    if (written.$ref !== undefined) return [row];
    const inner = property.items && property.items.$ref === undefined ? property.items : undefined;
    return [row, ...keyRows(property, owner, `${prefix}${key}.`), ...keyRows(inner ?? {}, owner, `${prefix}${key}[].`)];
  });
}

export function typeText(schema: Schema): string {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(', ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types
    .filter((type) => type !== 'null')
    .map((type) => (type === 'array' ? 'list' : type === 'object' ? 'mapping' : type))
    .join(' or ');
}

export function defaultText(schema: Schema): string {
  return schema.default === undefined ? '' : code(JSON.stringify(schema.default));
}
