import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type DbtSchema = 'manifest-v12' | 'run-results-v6' | 'catalog-v1' | 'sources-v3';

const FOLDER = join(import.meta.dirname, '../fixtures/dbt-schemas');

/** Whether a value is an artifact by the JSON Schema of dbt-core 1.11 (`testkit/dbt-tools/dump-schemas.py` wrote them). */
export function dbtSchema(name: DbtSchema): ValidateFunction {
  const schema = JSON.parse(gunzipSync(readFileSync(join(FOLDER, `${name}.schema.json.gz`))).toString()) as object;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}
