import { createRequire } from 'node:module';
import type * as AjvModule from 'ajv';
import type { Ajv, ErrorObject } from 'ajv';
import { outlineOf, readSchema, SCHEMA_FILES, without } from './schema-files.ts';

/** Says whether a value is right; where it is not, `errors` says what is wrong. */
export interface ValidateFunction {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

/** Key of the outermost level of properties files, beside the schemas' own names. */
export const OUTLINE = 'properties outline';

/**
 * Loads ajv and tells it the shipped schemas; each is compiled when it is first asked for. `forSource`: the code of what is compiled is kept,
 * so that it can be written to a file.
 */
export function createSchemaCompiler({ forSource = false } = {}): Ajv {
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof AjvModule;
  // Without the optimizer compiling takes half the time; the checks are fast either way.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    validateSchema: false,
    inlineRefs: false,
    code: forSource ? { source: true, esm: true } : { optimize: false },
  });
  for (const name of SCHEMA_FILES) {
    const schema = readSchema(name);
    // Asking for a part of a schema compiles the whole of it: properties files are checked part by part, so only the parts are there.
    ajv.addSchema(name === 'properties' ? without(schema, ['properties']) : schema);
    if (name === 'properties') ajv.addSchema(outlineOf(schema), OUTLINE);
  }
  return ajv;
}
