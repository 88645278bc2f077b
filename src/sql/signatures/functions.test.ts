import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import calls from './fixtures/functions.json' with { type: 'json' };
import { parseTrinoType } from '../types/parse-trino-type.ts';
import { formatTrinoType, type TrinoType } from '../types/trino-type.ts';
import { functionKind, functionNames, isDeterministic, resolveCall, signaturesOf } from './functions.ts';

const type = (text: string): TrinoType => parseTrinoType(text) as TrinoType;

function ours(name: string, types: readonly string[]): string | undefined {
  const found = resolveCall(name, types.map(type));
  if (found === undefined || found === 'ambiguous') return found;
  return found.result && formatTrinoType(found.result);
}

// What the grammar takes only in another form (`listagg(…) WITHIN GROUP`) says nothing of types, nor does what Trino never wrote the code of.
const NO_ANSWER: ReadonlySet<string | null> = new Set(['SYNTAX_ERROR', 'FUNCTION_IMPLEMENTATION_MISSING']);

function trinos(answer: string | null): string | undefined {
  if (answer === null) return undefined;
  if (answer === 'AMBIGUOUS_FUNCTION_CALL') return 'ambiguous';
  const read = parseTrinoType(answer);
  return read ? formatTrinoType(read) : answer;
}

test('every call that was asked of Trino has its type, or is refused as Trino does', () => {
  const wrong: string[] = [];
  for (const [name, answers] of Object.entries(calls as Record<string, Record<string, string | null>>)) {
    for (const [args, answer] of Object.entries(answers)) {
      if (NO_ANSWER.has(answer)) continue;
      const types = args === '' ? [] : args.split(' ; ');
      const found = ours(name, types);
      const expected = trinos(answer);
      if (found !== expected) wrong.push(`${name}(${types.join(', ')}): ${found}, Trino: ${expected}`);
    }
  }
  expect(wrong).toEqual([]);
});

const REFERENCE = join(import.meta.dirname, '../../../../shared/data/trino-functions.json');

test.skipIf(!existsSync(REFERENCE))(
  'every function that SHOW FUNCTIONS lists is in the table (skipped without ../shared)',
  () => {
    const listed = JSON.parse(readFileSync(REFERENCE, 'utf8')) as Record<'name' | 'kind' | 'arguments', string>[];
    const scalars = listed.filter(({ kind }) => kind !== 'table');
    const missing = scalars.filter(({ name, kind, arguments: args }) => {
      const count = args === '' ? 0 : splitTop(args);
      const fits = signaturesOf(name).some(({ parameters }) => parameters.length === count);
      return functionKind(name) !== kind || !fits;
    });
    expect(missing.map(({ name, arguments: args }) => `${name}(${args})`)).toEqual([]);
    const names = new Set(listed.map(({ name }) => name.toLowerCase()));
    expect(functionNames().filter((name) => !names.has(name))).toEqual([]);
  },
);

function splitTop(text: string): number {
  let flat = text;
  for (let inner; (inner = flat.replace(/\([^()]*\)/g, '')) !== flat;) flat = inner;
  return flat.split(',').length;
}

test('names have no case, and some functions give something else each time', () => {
  expect(ours('DATE_TRUNC', ['varchar(5)', 'date'])).toBe('date');
  expect(functionKind('row_number')).toBe('window');
  expect(functionKind('no_such_function')).toBeUndefined();
  expect(isDeterministic('random')).toBe(false);
  expect(isDeterministic('abs')).toBe(true);
});

test('every signature of the table can be read', () => {
  const count = functionNames().reduce((sum, name) => sum + signaturesOf(name).length, 0);
  expect(count).toBeGreaterThan(700);
});
