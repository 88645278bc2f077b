import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { REFUSED, UNTYPED } from './fixtures/exceptions.ts';
import { openSession } from './testkit/session.ts';
import { judge, type TrinoAnswer } from './testkit/trino-answer.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SHARED = join(import.meta.dirname, '../../../shared/data/trino-answers.json');
const LEAST_SHARE = 0.9;

const session = await openSession();

afterAll(() => session.close());

function answersIn(file: string): readonly TrinoAnswer[] {
  return JSON.parse(readFileSync(file, 'utf8')) as TrinoAnswer[];
}

interface Findings {
  readonly wrong: readonly string[];
  readonly refused: readonly string[];
  readonly untyped: readonly string[];
  readonly right: number;
}

async function checkAnswers(answers: readonly TrinoAnswer[]): Promise<Findings> {
  const wrong: string[] = [];
  const refused: string[] = [];
  const untyped: string[] = [];
  for (const expected of answers) {
    const answer = await session.ask(expected.sql);
    const verdict = judge(answer, expected);
    if (verdict === 'refused') refused.push(expected.id);
    else if (verdict !== 'same' && expected.id in UNTYPED) untyped.push(expected.id);
    else if (verdict !== 'same') wrong.push(`${expected.id}: ${verdict}: ${expected.sql}`);
  }
  return { wrong, refused, untyped, right: answers.length - wrong.length - refused.length - untyped.length };
}

const files = readdirSync(FIXTURES).filter((file) => file.endsWith('-answers.json'));

describe.each(files)('%s', (file) => {
  test('our answers are those of Trino: rows, types and refusals', async () => {
    const answers = answersIn(join(FIXTURES, file));
    const { wrong, refused, untyped, right } = await checkAnswers(answers);
    const ids = new Set(answers.map(({ id }) => id));
    const listed = (list: Readonly<Record<string, string>>) => Object.keys(list).filter((id) => ids.has(id)).toSorted(); // prettier-ignore
    expect(wrong).toEqual([]);
    expect(refused.toSorted()).toEqual(listed(REFUSED));
    expect(untyped.toSorted()).toEqual(listed(UNTYPED));
    expect(right).toBeGreaterThanOrEqual(LEAST_SHARE * answers.length);
  });
});

test('every exception is one of a query that exists', () => {
  const ids = new Set(files.flatMap((file) => answersIn(join(FIXTURES, file)).map(({ id }) => id)));
  expect(Object.keys({ ...REFUSED, ...UNTYPED }).filter((id) => !ids.has(id))).toEqual([]);
});

test.skipIf(!existsSync(SHARED))('the shared answers (skipped where ../shared is absent)', async () => {
  const { wrong } = await checkAnswers(answersIn(SHARED));
  expect(wrong).toEqual([]);
});
