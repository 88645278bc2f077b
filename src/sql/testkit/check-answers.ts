import { readFileSync } from 'node:fs';
import { DIFFERENT } from '../fixtures/exceptions.ts';
import type { Session } from './session.ts';
import { judge, type TrinoAnswer } from './trino-answer.ts';

export function answersIn(file: string): readonly TrinoAnswer[] {
  return JSON.parse(readFileSync(file, 'utf8')) as TrinoAnswer[];
}

export interface Findings {
  /** What each query's answer has wrong, its types on DuckDB included. */
  readonly wrong: readonly string[];
  readonly refused: readonly string[];
  /** Those that are known to be different. */
  readonly different: readonly string[];
  readonly right: number;
}

/** Asks each query and compares its answer with Trino's. */
export async function checkAnswers(answers: readonly TrinoAnswer[], session: Session): Promise<Findings> {
  const wrong: string[] = [];
  const refused: string[] = [];
  const different: string[] = [];
  for (const expected of answers) {
    const answer = await session.ask(expected.sql);
    const verdict = judge(answer, expected);
    if (answer.mismatch !== undefined) wrong.push(`${expected.id}: ${answer.mismatch}: ${expected.sql}`);
    if (verdict === 'refused') refused.push(expected.id);
    else if (verdict !== 'same' && Object.hasOwn(DIFFERENT, expected.id)) different.push(expected.id);
    else if (verdict !== 'same') wrong.push(`${expected.id}: ${verdict}: ${expected.sql}`);
  }
  return { wrong, refused, different, right: answers.length - wrong.length - refused.length - different.length };
}
