import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../engines/conformance/cases.ts';

/** What a run of the suite will send, roughly. */
export interface Estimate {
  readonly cases: number;
  readonly queries: number;
  readonly usd: number;
}

/** Its tables hold a few rows: every query is billed the least that one is, 10 MB at 5 dollars for 10^12 bytes. */
const USD_A_QUERY = 10e6 * (5 / 1e12);
/** As counted on a stand-in; a staged model sends more, a view one. */
const QUERIES_A_NODE = 4;
const DOCTOR_QUERIES = 10;

/** Adds up the cases. Every command of a case builds all that its steps have brought so far. */
export function estimate(cases: readonly Case[]): Estimate {
  const queries = cases.reduce((sum, each) => sum + queriesOf(each), DOCTOR_QUERIES);
  return { cases: cases.length, queries, usd: queries * USD_A_QUERY };
}

function queriesOf({ steps }: Case): number {
  const nodes = new Set<string>();
  let queries = 0;
  for (const { files = {}, tables = {} } of steps) {
    for (const [path, text] of Object.entries(files)) if (/\.(?:sql|csv)$/.test(path) && text !== null) nodes.add(path);
    queries += nodes.size * QUERIES_A_NODE + Object.keys(tables).length;
  }
  return queries;
}

/** The cases of all themes: what the files `conformance/*.cases.ts` export. */
export async function conformanceCases(): Promise<readonly Case[]> {
  const folder = join(import.meta.dirname, '../engines/conformance');
  const files = readdirSync(folder).filter((name) => name.endsWith('.cases.ts'));
  const modules = await Promise.all(
    files.map((name) => import(join(folder, name)) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) => Object.values(module).flatMap((value) => (Array.isArray(value) ? value.filter(isCase) : []))); // prettier-ignore
}

function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && 'name' in value && 'steps' in value;
}
