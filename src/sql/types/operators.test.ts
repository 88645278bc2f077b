import { expect, test } from 'vitest';
import answers from './fixtures/operators.json' with { type: 'json' };
import {
  arithmetic,
  atTimeZone,
  between,
  comparison,
  concatenation,
  membership,
  negation,
  subscript,
} from './operators.ts';
import { commonSuperType } from './coercion.ts';
import { parseTrinoType } from './parse-trino-type.ts';
import { formatTrinoType, type TrinoType } from './trino-type.ts';

function type(text: string): TrinoType {
  const parsed = parseTrinoType(text);
  if (!parsed) throw new Error(`"${text}" is no type.`);
  return parsed;
}

// The grammar lets a zone be no more than a text or an interval that is written out.
const ZONES = ['varchar(3)', 'interval day to second'];

const BOOLEAN: TrinoType = { kind: 'boolean' };
const OURS: Readonly<Record<string, (left: TrinoType, right: TrinoType) => TrinoType | undefined>> = {
  '+': (left, right) => arithmetic('+', left, right)?.result,
  '-': (left, right) => arithmetic('-', left, right)?.result,
  '*': (left, right) => arithmetic('*', left, right)?.result,
  '/': (left, right) => arithmetic('/', left, right)?.result,
  '%': (left, right) => arithmetic('%', left, right)?.result,
  '||': (left, right) => concatenation(left, right)?.result,
  '[]': (left, right) => subscript(left, right)?.result,
  '=': (left, right) => comparison('=', left, right) && BOOLEAN,
  '<': (left, right) => comparison('<', left, right) && BOOLEAN,
  coalesce: (left, right) => commonSuperType(left, right),
  'at time zone': (left, right) => atTimeZone(left, right)?.result,
};

test.each(Object.entries(OURS))('%s of every pair of types gives what Trino gives', (operator, ours) => {
  const given: Readonly<Record<string, string>> = answers[operator as '+'];
  const wrong: string[] = [];
  for (const left of answers.types) {
    for (const right of operator === 'at time zone' ? ZONES : answers.types) {
      const trino = given[`${left} ; ${right}`];
      const expected = trino === undefined || /^[A-Z_]+$/.test(trino) ? undefined : formatTrinoType(type(trino));
      const found = ours(type(left), type(right));
      const text = found && formatTrinoType(found);
      if (text !== expected) wrong.push(`${left} ${operator} ${right}: ${text}, Trino: ${trino}`);
    }
  }
  expect(wrong).toEqual([]);
});

function checkOperands(operator: '+' | '*' | '-', [left, right]: [string, string], expected: [string, string]): void {
  const found = arithmetic(operator, type(left), type(right));
  expect(found && [formatTrinoType(found.left), formatTrinoType(found.right)]).toEqual(expected);
}

test('the sides of an operation become what the operator takes', () => {
  checkOperands('+', ['integer', 'bigint'], ['bigint', 'bigint']);
  checkOperands('+', ['bigint', 'decimal(5,2)'], ['decimal(19,0)', 'decimal(5,2)']);
  checkOperands('*', ['interval day to second', 'integer'], ['interval day to second', 'bigint']);
  checkOperands('-', ['date', 'timestamp(3)'], ['timestamp(3)', 'timestamp(3)']);
});

test('unary minus is there for numbers and intervals', () => {
  expect(negation(type('smallint'))).toEqual({ kind: 'smallint' });
  expect(negation(type('decimal(4,1)'))).toEqual(type('decimal(4,1)'));
  expect(negation(type('interval year to month'))).toEqual(type('interval year to month'));
  expect(negation(type('varchar'))).toBeUndefined();
});

test('BETWEEN and IN compare in the type of all', () => {
  expect(between(type('integer'), type('bigint'), type('decimal(5,2)'))).toEqual(type('decimal(21,2)'));
  expect(between(type('json'), type('json'), type('json'))).toBeUndefined();
  expect(membership(type('date'), [type('timestamp(3)'), type('unknown')])).toEqual(type('timestamp(3)'));
  expect(membership(type('integer'), [type('varchar')])).toBeUndefined();
});

test('a row is taken apart by a number that is written out', () => {
  const row = type('row(a integer, b varchar)');
  expect(subscript(row, type('integer'), 2)?.result).toEqual({ kind: 'varchar' });
  expect(subscript(row, type('integer'), 3)).toBeUndefined();
  expect(subscript(row, type('integer'), 0)).toBeUndefined();
  expect(subscript(row, type('integer'))).toBeUndefined();
});
