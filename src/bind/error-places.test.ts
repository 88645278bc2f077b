import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../diagnostics/index.ts';
import { parseSql } from '../sql/parse.ts';
import { answerFiles } from '../sql/testkit/answer-files.ts';
import type { TrinoAnswer } from '../sql/testkit/trino-answer.ts';
import { bindStatement } from './bind.ts';
import { EMPTY_CATALOG } from './catalog.ts';
import { FOUND_BY_ANALYSIS, OTHER_PLACES, UNSEEN } from './fixtures/error-places.ts';

/** The share of errors that we mark where Trino does: the same column, or within what we mark. */
const LEAST_SHARE = 0.9;

const files = answerFiles();

function errorsOf(text: string): readonly Diagnostic[] {
  const { value, diagnostics } = parseSql({ file: 'query.sql', text });
  const found = value ? bindStatement(value, EMPTY_CATALOG).diagnostics : diagnostics;
  return found.filter(({ severity }) => severity === 'error');
}

type Agreement = 'same' | 'within' | 'other';

function agreement(errors: readonly Diagnostic[], at: readonly [number, number]): Agreement {
  const places = errors.flatMap(({ place }) => place ?? []);
  if (places.some(({ line, column }) => line === at[0] && column === at[1])) return 'same';
  const isWithin = places.some((place) => {
    const start = [place.line, place.column] as const;
    return isBefore(start, at) && isBefore(at, [place.endLine, place.endColumn]);
  });
  return isWithin ? 'within' : 'other';
}

function isBefore([line, column]: readonly [number, number], other: readonly [number, number]): boolean {
  return line < other[0] || (line === other[0] && column < other[1]);
}

function foundByAnalysis({ error, at }: TrinoAnswer): boolean {
  return error !== undefined && (at !== undefined || FOUND_BY_ANALYSIS.has(error));
}

function isUnseen(answer: TrinoAnswer): boolean {
  return UNSEEN.some(({ error, message }) => error === answer.error && message.test(answer.message ?? '-'));
}

describe.each(files)('$name', ({ answers }) => {
  test('what Trino refuses by analysis, the parser or the binder refuses', () => {
    const missed = answers.filter((answer) => foundByAnalysis(answer) && errorsOf(answer.sql).length === 0);
    expect(missed.filter((answer) => !isUnseen(answer)).map(({ id, error, sql }) => `${id}: ${error}: ${sql}`)).toEqual([]); // prettier-ignore
  });

  test('each error is where Trino has it, or in a place that is explained', () => {
    const unexplained = answers.flatMap(({ id, at, sql, error }) => {
      const errors = error === undefined || !at ? [] : errorsOf(sql);
      if (!at || errors.length === 0 || agreement(errors, at) !== 'other') return [];
      const codes = errors.map(({ code }) => code);
      return codes.some((code) => code in OTHER_PLACES) ? [] : [`${id}: ${codes.join(', ')}: ${at.join(':')}: ${sql}`];
    });
    expect(unexplained).toEqual([]);
  });
});

describe('all answers', () => {
  const counts: Record<Agreement, number> = { same: 0, within: 0, other: 0 };
  const used = new Set<string>();
  for (const { error, at, sql } of files.flatMap(({ answers }) => answers)) {
    if (error === undefined || !at) continue;
    const errors = errorsOf(sql);
    if (errors.length === 0) continue;
    const found = agreement(errors, at);
    counts[found]++;
    if (found === 'other') for (const { code } of errors) used.add(code);
  }

  test('most errors are where Trino has them', () => {
    const all = counts.same + counts.within + counts.other;
    expect((counts.same + counts.within) / all, JSON.stringify(counts)).toBeGreaterThan(LEAST_SHARE);
  });

  test('every explanation is of a code whose place differs', () => {
    expect(Object.keys(OTHER_PLACES).filter((code) => !used.has(code))).toEqual([]);
  });

  test('every exception is one of an answer', () => {
    const all = files.flatMap(({ answers }) => answers);
    const unused = UNSEEN.filter(({ error, message }) => !all.some((answer) => answer.error === error && message.test(answer.message ?? '-'))); // prettier-ignore
    expect(unused).toEqual([]);
  });
});
