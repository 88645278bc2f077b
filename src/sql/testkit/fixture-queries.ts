import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const SHARED = join(import.meta.dirname, '../../../../shared/data/trino-answers.json');

/** Every query of the fixtures, and of the shared answers where they are there. */
export function fixtureQueries(): readonly string[] {
  const files = readdirSync(FIXTURES).filter((file) => file.endsWith('-answers.json'));
  const paths = [...files.map((file) => join(FIXTURES, file)), ...(existsSync(SHARED) ? [SHARED] : [])];
  const cases = paths.flatMap((path) => JSON.parse(readFileSync(path, 'utf8')) as { sql: string }[]);
  return [...new Set(cases.map(({ sql }) => sql))];
}

/** The same numbers for the same seed, below 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const PIECE = /\s+|'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|[\s\S]/g;
const INSERTED = ['(', ')', ',', '.', 'select', 'from', 'as', 'x', '1', "'a'", '[', 'and', 'not', 'order by', 'over', 'limit', 'in', '*', 'join', 'all', '->']; // prettier-ignore

/** The text with one of its pieces taken out, doubled, replaced or followed by another. */
export function mutate(sql: string, random: () => number): string {
  const pieces = sql.match(PIECE) ?? [];
  const at = Math.floor(random() * pieces.length);
  const inserted = INSERTED[Math.floor(random() * INSERTED.length)] as string;
  const changes = [[], [pieces[at], ' ', pieces[at]], [inserted], [pieces[at], ' ', inserted, ' ']];
  const change = changes[Math.floor(random() * changes.length)] as string[];
  return [...pieces.slice(0, at), ...change, ...pieces.slice(at + 1)].join('');
}
