import type { JsonObject, JsonValue, TestNode, UnitTest, UnitTestInput, UnitTestRows } from '../project/project.ts';
import type { Atlas } from './atlas.ts';
import { homeOf } from './check-rows.ts';
import type { SiteCheck } from './checks.ts';
import { nodeEntries } from './config-entries.ts';
import type { CheckDetail } from './site-data.ts';

/** What the page of a test shows beside its row. */
export function checkDetail(check: SiteCheck, atlas: Atlas): CheckDetail {
  const { id, test } = check;
  const { description, path, tags } = test;
  const home = homeOf(check, atlas);
  const reads = check.reads.flatMap((read) => atlas.indexOf.get(read) ?? []).filter((at) => at !== home);
  return {
    description,
    path,
    ...('test' in test ? dataTest(test, atlas) : { unitTest: unitTest(test) }),
    ...(tags.length > 0 && { tags }),
    runs: atlas.results.of(id),
    reads,
  };
}

const SHOWN_IN_ROW: ReadonlySet<string> = new Set(['severity', 'on_fail']);

function dataTest(node: TestNode, { target }: Atlas): Pick<CheckDetail, 'arguments' | 'sql' | 'config'> {
  const { test, uniqueId } = node;
  const config = nodeEntries(node).filter(([key]) => !SHOWN_IN_ROW.has(key));
  const sql = test.kind === 'singular' ? test.code : target?.sql.get(uniqueId)?.sql;
  return {
    ...(test.kind === 'generic' && Object.keys(test.arguments).length > 0 && { arguments: test.arguments }),
    ...(sql !== undefined && { sql }),
    ...(config.length > 0 && { config }),
  };
}

function unitTest({ given, expect, overrides }: UnitTest): NonNullable<CheckDetail['unitTest']> {
  const { macros, vars, envVars } = overrides;
  const kinds = { macros, vars, env_vars: envVars } satisfies JsonObject;
  const set = Object.entries(kinds).filter(([, values]) => Object.keys(values).length > 0);
  return {
    given: given.map((input) => ({ input: inputText(input), ...rowsOf(input) })),
    expect: { ...rowsOf(expect), ...(set.length > 0 && { overrides: Object.fromEntries(set) }) },
  };
}

function inputText({ input }: UnitTestInput): string {
  if (input === 'this') return input;
  return 'ref' in input ? `ref('${input.ref.name}')` : `source('${input.source.source}', '${input.source.table}')`;
}

function rowsOf({ rows, sql }: UnitTestRows): { readonly [key: string]: JsonValue } {
  return sql === undefined ? { rows: rows ?? [] } : { sql };
}
