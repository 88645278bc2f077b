import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../diagnostics/index.ts';
import { parseSql } from '../../sql/parse.ts';
import { formatTrinoType, parseTrinoType, type TrinoType } from '../../sql/types.ts';
import { bindStatement } from '../bind.ts';
import { EMPTY_CATALOG } from '../catalog.ts';

/**
 * `[query, types of its columns]`, or `[query, "!NAME_OF_THE_ERROR"]`: what Trino 476 says (scripts/trino/ask.js), over literals, names, and
 * operators and casts of all pairs of types by chance.
 */
type Answer = readonly [string, string];

const answers = JSON.parse(
  readFileSync(new URL('fixtures/expressions-answers.json', import.meta.url), 'utf8'),
) as readonly Answer[];

// Found when the query runs. Of some the binder knows before.
const AT_RUN_TIME = new Set([
  '!DIVISION_BY_ZERO',
  '!INVALID_CAST_ARGUMENT',
  '!INVALID_FUNCTION_ARGUMENT',
  '!NUMERIC_VALUE_OUT_OF_RANGE',
  '!NOT_SUPPORTED',
  '!OPERATOR_NOT_FOUND',
]);

/** Where we differ, and why that may stay. */
const EXCEPTIONS = new Map([
  ["select +1, + 'a'", 'a plus sign is not kept in the tree'],
  [
    "select timestamp '2024-02-03 10:00:00 CET', timestamp '2024-02-03 10:00:00 EST', timestamp '2024-02-03 10:00:00 GMT+2'",
    'of short names of zones we have no list',
  ],
  ["select timestamp '2024-03-31 02:30:00 Europe/Berlin'", 'that a zone skips an hour is not known here'],
  ['select cast(null as varchar) || cast(null as char(4))', 'Trino has no type for its own result, char(65540)'],
  ['select cast(null as char(4)) || cast(null as varchar)', 'as above'],
]);

function bound(sql: string): string | undefined {
  const parsed = parseSql({ file: 'query.sql', text: sql });
  if (!parsed.value) return parsed.diagnostics.some(({ code }) => code.endsWith('-locally')) ? undefined : '!';
  const { columns, diagnostics } = bindStatement(parsed.value, EMPTY_CATALOG);
  if (hasErrors(diagnostics)) return '!';
  return columns?.map(({ type }) => shown(type)).join('; ');
}

function shown(type: TrinoType | undefined): string {
  return type ? formatTrinoType(type).toLowerCase() : '?';
}

function expected(answer: string): string {
  if (answer.startsWith('!')) return '!';
  return answer.split('; ').map((text) => shown(parseTrinoType(text))).join('; '); // prettier-ignore
}

describe('expressions have the types that Trino gives them', () => {
  test('all answers', () => {
    const wrong: string[] = [];
    for (const [sql, answer] of answers) {
      const ours = bound(sql);
      if (ours !== undefined && ours !== expected(answer) && !AT_RUN_TIME.has(answer) && !EXCEPTIONS.has(sql)) {
        wrong.push(`${sql}\n    Trino: ${answer}\n    ours:  ${ours}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
