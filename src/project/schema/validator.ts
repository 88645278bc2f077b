import type { Ajv, ErrorObject } from 'ajv';
import { loadCompiledSchemas } from './compiled-schemas.ts';
import { createSchemaCompiler, OUTLINE, type ValidateFunction } from './schema-compiler.ts';
import { definitionsOf, readSchema, type SchemaFile } from './schema-files.ts';

/** A shipped schema, or a part of one: `project.json`, `config.json#/definitions/model`. */
export type SchemaName = `${SchemaFile}.json` | `${SchemaFile}.json#/definitions/${string}`;

export interface Validator {
  /** What is wrong with a value by a schema: ajv's errors, with the values and schemas they are about; none when it is right. */
  check(schema: SchemaName, value: unknown): readonly ErrorObject[];
  /** The outermost level of a properties file alone: keys and their types, the items of lists unseen. */
  checkOutline(value: unknown): readonly ErrorObject[];
  /** Keys of the configuration of a resource type. */
  configKeys(type: string): ReadonlySet<string>;
}

/** Checks by the schemas as they were compiled with lakemodel; by ajv, which takes a while to load, where there is none such. */
export async function createValidator(): Promise<Validator> {
  const known = new Map<string, ValidateFunction>(Object.entries((await loadCompiledSchemas()) ?? {}));
  let ajv: Ajv | undefined;
  const compile = (key: string): ValidateFunction => {
    ajv ??= createSchemaCompiler();
    const validate = ajv.getSchema(key);
    if (!validate) throw new Error(`Invariant broken: there is no schema "${key}"`);
    known.set(key, validate);
    return validate;
  };
  const run = (key: string, value: unknown): readonly ErrorObject[] => {
    const validate = known.get(key) ?? compile(key);
    return validate(value) ? [] : (validate.errors ?? []);
  };
  let configs: ReturnType<typeof definitionsOf> | undefined;
  return {
    check: run,
    checkOutline: (value) => run(OUTLINE, value),
    configKeys: (type) =>
      new Set(Object.keys((configs ??= definitionsOf(readSchema('config')))[type]?.properties ?? {})),
  };
}
