import { didYouMean } from '../../diagnostics/index.ts';
import { parseTrinoType, type TrinoType } from '../../sql/types.ts';
import { SIMPLE_KINDS } from '../../sql/types/trino-type.ts';

// Words of Athena's DDL and of other engines, which are no types in a query.
const ELSEWHERE: Readonly<Record<string, string>> = {
  string: 'varchar',
  text: 'varchar',
  float: 'real or double',
  binary: 'varbinary',
  numeric: 'decimal',
  dec: 'decimal',
  bool: 'boolean',
  datetime: 'timestamp',
};

const SIZED = ['varchar', 'char', 'decimal', 'time', 'timestamp'];

/** The type that a word before a literal's text names; undefined where Trino has no such type, though Athena's DDL may. */
export function typeNamed(word: string): TrinoType | undefined {
  return /^\w+$/.test(word) && !Object.hasOwn(ELSEWHERE, word) ? parseTrinoType(word) : undefined;
}

/** What to write in place of a word that names no type. */
export function typeHint(word: string): string | undefined {
  if (Object.hasOwn(ELSEWHERE, word)) return `Write ${String(ELSEWHERE[word])}.`;
  return didYouMean(word, [...SIMPLE_KINDS, ...SIZED]);
}
