import { describe, expect, test } from 'vitest';
import { parseSql } from '../sql/parse.ts';
import { answerFiles } from '../sql/testkit/answer-files.ts';
import { fitsTrinoType } from '../sql/testkit/fits-type.ts';
import type { TrinoAnswer } from '../sql/testkit/trino-answer.ts';
import { formatTrinoType, parseTrinoType } from '../sql/types.ts';
import { bindStatement, type BoundStatement } from './bind.ts';
import { EMPTY_CATALOG } from './catalog.ts';

/** What Trino 476 takes and we refuse on purpose: by id, and why. */
const NOT_TAKEN: Readonly<Record<string, string>> = {
  'query-expression-153': 'an array in brackets without ARRAY, which the documentation of Athena does not have',
};

type Finding = 'same' | 'unreadable' | 'false alarm' | 'unknown type' | 'other type' | 'other width';

interface Judged {
  readonly finding: Finding;
  readonly says: string;
}

/** Compares what the binder says of a query that Trino answers with the types of the answer. */
function judge({ id, sql, types }: TrinoAnswer): Judged {
  const { value, diagnostics } = parseSql({ file: 'query.sql', text: sql });
  if (!value) {
    const isTaken = id in NOT_TAKEN || diagnostics.some(({ code }) => code.endsWith('-unsupported-locally'));
    const says = diagnostics.map(({ message }) => message).join(' ');
    return { finding: isTaken ? 'same' : 'unreadable', says };
  }
  const bound = bindStatement(value, EMPTY_CATALOG);
  const errors = bound.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (errors.length > 0) return { finding: 'false alarm', says: errors.join(' ') };
  return judgeTypes(bound, types ?? []);
}

function judgeTypes({ columns }: BoundStatement, types: readonly string[]): Judged {
  if (!columns) return { finding: 'unknown type', says: 'no columns' };
  if (columns.length !== types.length)
    return { finding: 'other width', says: `${columns.length}, not ${types.length}` };
  for (const [index, text] of types.entries()) {
    const ours = columns[index]?.type;
    const theirs = parseTrinoType(text);
    if (!ours || !theirs) return { finding: 'unknown type', says: `column ${index + 1} is ${text}` };
    if (!fitsTrinoType(ours, theirs)) return { finding: 'other type', says: `${formatTrinoType(ours)}, not ${text}` };
  }
  return { finding: 'same', says: '' };
}

describe.each(answerFiles())('$name', ({ answers }) => {
  test('what Trino answers has no errors, and the types of the answer', () => {
    const wrong: string[] = [];
    for (const answer of answers.filter(({ error }) => error === undefined)) {
      const { finding, says } = judge(answer);
      if (finding !== 'same') wrong.push(`${finding}: ${answer.id}: ${says}: ${answer.sql}`);
    }
    expect(wrong.toSorted()).toEqual([]);
  });
});

test('every exception is one of an answer', () => {
  const ids = new Set(answerFiles().flatMap(({ answers }) => answers.map(({ id }) => id)));
  expect(Object.keys(NOT_TAKEN).filter((id) => !ids.has(id))).toEqual([]);
});
