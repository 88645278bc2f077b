import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { REFUSED } from './fixtures/exceptions.ts';
import { answersIn, checkAnswers } from './testkit/check-answers.ts';
import { openSession } from './testkit/session.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SHARED = join(import.meta.dirname, '../../../shared/data/trino-answers.json');
const LEAST_SHARE = 0.9;
const LEAST_SHARE_OF_SHARED = 0.99;

const session = await openSession();

afterAll(() => session.close());

const files = readdirSync(FIXTURES).filter((file) => file.endsWith('-answers.json'));

describe.each(files)('%s', (file) => {
  test('our answers are those of Trino: rows, types and refusals', async () => {
    const answers = answersIn(join(FIXTURES, file));
    const { wrong, refused, right } = await checkAnswers(answers, session);
    const ids = new Set(answers.map(({ id }) => id));
    expect(wrong).toEqual([]);
    expect(refused.toSorted()).toEqual(Object.keys(REFUSED).filter((id) => ids.has(id)).toSorted()); // prettier-ignore
    expect(right).toBeGreaterThanOrEqual(LEAST_SHARE * answers.length);
  });
});

test('every exception is one of a query that exists', () => {
  const ids = new Set(files.flatMap((file) => answersIn(join(FIXTURES, file)).map(({ id }) => id)));
  expect(Object.keys(REFUSED).filter((id) => !ids.has(id))).toEqual([]);
});

test.skipIf(!existsSync(SHARED))('the shared answers (skipped where ../shared is absent)', async () => {
  const answers = answersIn(SHARED);
  const { wrong, right } = await checkAnswers(answers, session);
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThanOrEqual(LEAST_SHARE_OF_SHARED * answers.length);
});
