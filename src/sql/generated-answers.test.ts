import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DIFFERENT } from './fixtures/exceptions.ts';
import { answersIn, checkAnswers } from './testkit/check-answers.ts';
import type { TrinoAnswer } from './testkit/trino-answer.ts';
import { openSession } from './testkit/session.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/generated');
const LEAST_SHARE = 0.7;
// `TRINO_CASES=all` asks every case, which takes a minute; otherwise one in eight, and all that are known to be different.
const EVERY = process.env['TRINO_CASES'] === 'all' ? 1 : 8;
const TIMEOUT = 300_000;

const session = await openSession();

afterAll(() => session.close());

const files = existsSync(FIXTURES) ? readdirSync(FIXTURES).filter((file) => file.endsWith('-answers.json')) : [];

describe.each(files)('%s', (file) => {
  test('our answers are those of Trino, or there are none', { timeout: TIMEOUT }, async () => {
    const answers = asked(answersIn(join(FIXTURES, file)));
    const { wrong, different, right } = await checkAnswers(answers, session);
    const ids = new Set(answers.map(({ id }) => id));
    expect(wrong).toEqual([]);
    expect(different.toSorted()).toEqual(Object.keys(DIFFERENT).filter((id) => ids.has(id)).toSorted()); // prettier-ignore
    expect(right).toBeGreaterThanOrEqual(LEAST_SHARE * answers.length);
  });
});

function asked(answers: readonly TrinoAnswer[]): readonly TrinoAnswer[] {
  return answers.filter(({ id }, index) => index % EVERY === 0 || Object.hasOwn(DIFFERENT, id));
}
