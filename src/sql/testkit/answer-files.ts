import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TrinoAnswer } from './trino-answer.ts';

const SQL = join(import.meta.dirname, '../fixtures');
const BIND = join(import.meta.dirname, '../../bind/fixtures');
const SHARED = join(import.meta.dirname, '../../../../shared/data/trino-answers.json');
const FOLDERS = [SQL, join(SQL, 'generated'), BIND];

export interface AnswerFile {
  readonly name: string;
  readonly answers: readonly TrinoAnswer[];
}

/** All stored answers of a real Trino: those of this repository, and the shared ones where `../shared` is there. */
export function answerFiles(): readonly AnswerFile[] {
  const files = FOLDERS.filter(existsSync).flatMap((folder) =>
    readdirSync(folder).flatMap((name) => (name.endsWith('-answers.json') ? join(folder, name) : [])),
  );
  return [...files, ...(existsSync(SHARED) ? [SHARED] : [])].map((file) => ({
    name: file === SHARED ? 'shared' : basename(file, '-answers.json'),
    answers: JSON.parse(readFileSync(file, 'utf8')) as readonly TrinoAnswer[],
  }));
}
