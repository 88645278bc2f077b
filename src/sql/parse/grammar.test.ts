import { TrinoSQL } from 'dt-sql-parser';
import { expect, test, vi } from 'vitest';
import { parseSql } from '../parse.ts';
import { fixtureQueries, mutate, randomNumbers } from '../testkit/fixture-queries.ts';

const MUTATIONS = 300;
const grammar = new TrinoSQL();

function grammarTakes(sql: string): boolean {
  // It prints what it finds, too.
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const problems = grammar.validate(sql);
  silent.mockRestore();
  return problems.length === 0;
}

function weTake(sql: string): boolean {
  const { value, diagnostics } = parseSql({ file: 'm.sql', text: sql });
  return value !== undefined || diagnostics.some(({ message, code }) => code === 'sql-unsupported-locally' || message.startsWith('The type')); // prettier-ignore
}

// Where both answers are right: Trino refuses all of these, but not by its grammar, or by a newer one.
const EXPLAINED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/\bnatural join\b/i, 'Trino parses natural joins and supports none'],
  [/(?<![\w.])\d[\d_]*[a-z]/i, 'a name that begins with a digit is refused after parsing'],
  [/\bx\s+'/i, 'a space after X is refused after parsing'],
  [/\btry_cast\((?:[^()]|\([^()]*\))*,/i, 'a call of a function "try_cast", which does not exist'],
  [
    /\binterval\s+'[^']*'(?!\s+(?:year|month|day|hour|minute|second)\b)/i,
    'a literal of a type "interval", which does not exist',
  ],
];

function disagreements(queries: readonly string[]): readonly string[] {
  return queries
    .filter((sql) => !EXPLAINED.some(([pattern]) => pattern.test(sql)))
    .filter((sql) => grammarTakes(sql) !== weTake(sql))
    .map((sql) => `${weTake(sql) ? 'only we take' : 'we refuse'}: ${sql}`);
}

test('the queries of the fixtures: what another parser of the grammar takes', () => {
  expect(disagreements(fixtureQueries())).toEqual([]);
});

test('mutated queries: what another parser of the grammar takes', () => {
  const random = randomNumbers(7);
  const queries = fixtureQueries();
  const mutated = Array.from({ length: MUTATIONS }, () => mutate(queries[Math.floor(random() * queries.length)] as string, random)); // prettier-ignore
  expect(disagreements(mutated)).toEqual([]);
});
