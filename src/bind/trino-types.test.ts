import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../diagnostics/index.ts';
import { parseSql } from '../sql/parse.ts';
import type { TrinoAnswer } from '../sql/testkit/trino-answer.ts';
import { formatTrinoType, parseTrinoType, type TrinoType } from '../sql/types.ts';
import { bindStatement, type BoundStatement } from './bind.ts';
import { EMPTY_CATALOG } from './catalog.ts';

const FOLDERS = [join(import.meta.dirname, '../sql/fixtures'), join(import.meta.dirname, 'fixtures')];
const SHARED = join(import.meta.dirname, '../../../shared/data/trino-answers.json');

/** What Trino finds by analysis, before any row is read. */
const FOUND_BY_ANALYSIS: ReadonlySet<string> = new Set([
  'AMBIGUOUS_FUNCTION_CALL',
  'AMBIGUOUS_NAME',
  'COLUMN_NOT_FOUND',
  'DUPLICATE_COLUMN_NAME',
  'DUPLICATE_NAMED_QUERY',
  'DUPLICATE_WINDOW_NAME',
  'EXPRESSION_NOT_AGGREGATE',
  'EXPRESSION_NOT_IN_DISTINCT',
  'EXPRESSION_NOT_SCALAR',
  'FUNCTION_NOT_FOUND',
  'INVALID_ARGUMENTS',
  'INVALID_COLUMN_REFERENCE',
  'INVALID_LITERAL',
  'INVALID_WINDOW_REFERENCE',
  'MISMATCHED_COLUMN_ALIASES',
  'MISSING_COLUMN_ALIASES',
  'MISSING_GROUP_BY',
  'MISSING_ORDER_BY',
  'MISSING_OVER',
  'NESTED_AGGREGATION',
  'TABLE_NOT_FOUND',
  'TYPE_MISMATCH',
]);

type Finding = 'same' | 'unreadable' | 'false alarm' | 'missed' | 'unknown type' | 'other type' | 'other width';

interface Judged {
  readonly finding: Finding;
  readonly says: string;
}

/** Compares what the binder says of a query with what Trino says of it. */
function judge({ sql, types, error }: TrinoAnswer): Judged {
  const { value, diagnostics } = parseSql({ file: 'query.sql', text: sql });
  if (!value) {
    const isForeign = diagnostics.some(({ code }) => code.endsWith('-unsupported-locally'));
    const says = diagnostics.map(({ message }) => message).join(' ');
    return { finding: error === undefined && !isForeign ? 'unreadable' : 'same', says };
  }
  const bound = bindStatement(value, EMPTY_CATALOG);
  const errors = bound.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (error !== undefined) {
    const missed = FOUND_BY_ANALYSIS.has(error) && !hasErrors(bound.diagnostics);
    return { finding: missed ? 'missed' : 'same', says: error };
  }
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
    if (!fits(ours, theirs)) return { finding: 'other type', says: `${formatTrinoType(ours)}, not ${text}` };
  }
  return { finding: 'same', says: '' };
}

// The length of a computed varchar may be wider than Trino's, nothing else.
function fits(ours: TrinoType, theirs: TrinoType): boolean {
  if (ours.kind === 'varchar' && theirs.kind === 'varchar') {
    return ours.length === undefined || (theirs.length !== undefined && ours.length >= theirs.length);
  }
  if (ours.kind === 'array' && theirs.kind === 'array') return fits(ours.element, theirs.element);
  if (ours.kind === 'map' && theirs.kind === 'map') return fits(ours.key, theirs.key) && fits(ours.value, theirs.value);
  if (ours.kind === 'row' && theirs.kind === 'row') {
    return (
      ours.fields.length === theirs.fields.length &&
      ours.fields.every(({ name, type }, index) => {
        const field = theirs.fields[index];
        return field !== undefined && name?.toLowerCase() === field.name?.toLowerCase() && fits(type, field.type);
      })
    );
  }
  return formatTrinoType(ours) === formatTrinoType(theirs);
}

function checkAll(file: string): void {
  const answers = JSON.parse(readFileSync(file, 'utf8')) as TrinoAnswer[];
  const wrong: string[] = [];
  const counts = new Map<Finding, number>();
  for (const answer of answers) {
    const { finding, says } = judge(answer);
    counts.set(finding, (counts.get(finding) ?? 0) + 1);
    if (finding !== 'same') wrong.push(`${finding}: ${answer.id}: ${says}: ${answer.sql}`);
  }
  const summary = [...counts].map(([finding, count]) => `${count} ${finding}`).join(', ');
  expect(wrong.toSorted(), summary).toEqual([]);
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder).flatMap((name) => (name.endsWith('-answers.json') ? { name, file: join(folder, name) } : [])),
);

describe.each(files)('$name', ({ file }) => {
  test('types and refusals are those of Trino', () => checkAll(file));
});

test.skipIf(!existsSync(SHARED))('the shared answers (skipped where ../shared is absent)', () => checkAll(SHARED));
