import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';

/** A shipped schema, or a part of one: `project.json`, `config.json#/definitions/model`. */
export type SchemaName = `${FileName}.json` | `${FileName}.json#/definitions/${string}`;
type FileName = (typeof FILES)[number];

export interface Validator {
  /** What is wrong with a value by a schema: ajv's errors, with the values and schemas they are about; none when it is right. */
  check(schema: SchemaName, value: unknown): readonly ErrorObject[];
  /** The outermost level alone: keys and their types, the items of lists unseen. */
  checkOutline(file: FileName, value: unknown): readonly ErrorObject[];
  /** Keys of the configuration of a resource type. */
  configKeys(type: string): ReadonlySet<string>;
}

const FILES = ['config', 'project', 'properties', 'selectors', 'data-test'] as const;

type Schema = Readonly<Record<string, unknown>>;

/** Loads ajv, and compiles each schema when it is first asked for: a project pays for the kinds of entries it has. */
export async function createValidator(): Promise<Validator> {
  const { Ajv } = await import('ajv');
  // Without the optimizer compiling takes half the time; the checks are fast either way.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  for (const name of FILES) {
    // Asking for a part of a schema compiles the whole of it: properties files are checked part by part, so only the parts are there.
    ajv.addSchema(name === 'properties' ? without(readSchema(name), ['properties']) : readSchema(name));
  }
  const configs = (ajv.getSchema('config.json')?.schema ?? {}) as {
    definitions?: Record<string, { properties: object }>;
  };
  const compiled = new Map<string, ValidateFunction>();
  const run = (key: string, value: unknown, compile: () => ValidateFunction | undefined): readonly ErrorObject[] => {
    const validate = compiled.get(key) ?? compile();
    if (!validate) throw new Error(`Invariant broken: there is no schema "${key}"`);
    compiled.set(key, validate);
    return validate(value) ? [] : (validate.errors ?? []);
  };
  return {
    check: (schema, value) => run(schema, value, () => ajv.getSchema(schema)),
    checkOutline: (file, value) => run(`${file} outline`, value, () => ajv.compile(outlineOf(file))),
    configKeys: (type) => new Set(Object.keys(configs.definitions?.[type]?.properties ?? {})),
  };
}

function outlineOf(name: FileName): Schema {
  const schema = readSchema(name);
  const properties = Object.entries(schema.properties as Record<string, Schema>);
  const outlines = properties.map(([key, one]) => [key, without(one, ['items'])] as const);
  return { ...without(schema, ['$id', 'definitions']), properties: Object.fromEntries(outlines) };
}

function without(schema: Schema, keys: readonly string[]): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}

/** One of the shipped JSON Schemas, as data. */
export function readSchema(name: FileName): Schema {
  // Both src/project/schema and dist/project/schema lie three folders below the package's root.
  const file = new URL(`../../../schemas/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Schema;
}
