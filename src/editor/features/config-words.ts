import { readSchema } from '../../project/schema/schema-files.ts';
import type { Completion } from './completion.ts';

type ResourceType = 'model' | 'snapshot' | 'seed' | 'test' | 'analysis';

/** The part of JSON Schema that the schema of configuration is written in. */
interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Keys that `config()` takes, `key=` at once. */
export function configKeys(type: ResourceType): readonly Completion[] {
  const root: Schema = readSchema('config');
  return Object.entries(root.definitions?.[type]?.properties ?? {}).map(([key, schema]) => {
    const documentation = resolve(schema, root).description;
    return { label: key, kind: 'key', text: `${key}=`, ...(documentation !== undefined && { documentation }) };
  });
}

/** Values that a key may have, where there are only a few. */
export function configValues(type: ResourceType, key: string, isQuoted: boolean): readonly Completion[] {
  const root: Schema = readSchema('config');
  const schema = root.definitions?.[type]?.properties?.[key];
  const values = schema ? valuesOf(schema, root) : [];
  return values
    .filter((value) => typeof value === 'string' || !isQuoted)
    .map((value) => ({
      label: String(value),
      kind: 'value',
      text: typeof value === 'string' && !isQuoted ? `'${value}'` : String(value),
    }));
}

function valuesOf(written: Schema, root: Schema): readonly unknown[] {
  const schema = resolve(written, root);
  if (schema.enum) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])];
  const own = schema.type === 'boolean' ? [true, false] : [];
  return [...new Set([...own, ...inner.flatMap((one) => valuesOf(one, root))])];
}

/** What `#/definitions/…` points to, with a description of its own laid over. */
function resolve(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const path = schema.$ref.replace(/^#\//, '').split('/');
  const found = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root) as Schema | undefined; // prettier-ignore
  const { $ref: _, ...own } = schema;
  return { ...(found ? resolve(found, root) : {}), ...own };
}
