import { hash } from 'node:crypto';
import type { JsonObject } from '../project.ts';

export interface TestIdentity {
  /** `not_null`, `dbt_utils.accepted_range`. */
  readonly test: string;
  /** The tested node's name; `source_table` for sources, then with `isSource`. */
  readonly target: string;
  readonly isSource: boolean;
  readonly columnName: string | undefined;
  readonly arguments: JsonObject;
}

const MAX_NAME = 63;
const KEPT = 30;

/**
 * The name that dbt makes: test, tested node, and the values of the arguments in the order of their names, so `not_null_orders_id`;
 * `short` is the same up to 63 characters and ends in a hash beyond (dbt-core, `synthesize_generic_test_names`).
 */
export function genericTestName({ test, target, isSource, columnName, arguments: given }: TestIdentity): {
  full: string;
  short: string;
} {
  const head = `${isSource ? 'source_' : ''}${test.replace('.', '_')}_${target}`;
  const all: Record<string, unknown> = { ...given, ...(columnName !== undefined && { column_name: columnName }) };
  const values = Object.keys(all)
    .sort()
    .flatMap((key) => parts(all[key]))
    .map((value) => pythonText(value).replace(/[^0-9a-zA-Z_]+/g, '_'));
  const full = `${head}_${values.join('__')}`;
  if (full.length <= MAX_NAME) return { full, short: full };
  return { full, short: `${head.slice(0, KEPT)}_${hash('md5', full)}` };
}

function parts(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [value];
}

function pythonText(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}

/** Ten characters that tell tests of one name apart: by what they test and how. */
export function testHash(name: string, identity: unknown): string {
  return hash('md5', `${name}${JSON.stringify(identity)}`).slice(-10);
}
