import { describe, test } from 'vitest';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

describe('subscripts, arrays and rows', () => {
  test.each([
    ['tags[1]', 'varchar'],
    ["attrs['a']", 'integer'],
    ['tags[null]', 'varchar'],
    ['mystery[1]', '?'],
    ['tags[mystery]', 'varchar'],
    ["row(1, 'a')[2]", 'varchar(1)'],
    ['address[2]', 'varchar'],
    ['array[1, 2.5, null]', 'array(decimal(11,1)) not null'],
    ['array[n, mystery]', '? not null'],
    ["row(id, 'a')", 'row(bigint, varchar(1)) not null'],
    ['(address).city', 'varchar'],
    ['(mystery).city', '?'],
  ])('%s is %s', checkType);

  test('what comes to another type', () => {
    checkCoercions('tags[n]', ['n: bigint']);
    checkCoercions("attrs['a']", ["'a': varchar"]);
    checkCoercions('array[1, id]', ['1: bigint']);
  });

  test('what cannot be subscripted', () => {
    const check = (text: string, message: string) => checkProblem(text, `subscript-invalid: ${message}`);
    check("tags['a']", 'A value of array(varchar) cannot be subscripted with varchar(1).');
    check('attrs[1]', 'A value of map(varchar, integer) cannot be subscripted with integer.');
    check('name[1]', 'A value of varchar(10) cannot be subscripted with integer.');
  });

  test('fields of rows', () => {
    const none = (index: string) => `row-index-invalid: The row has 2 fields; there is none with number ${index}.`;
    checkProblem('address[3]', none('3'), undefined, '3');
    checkProblem('address[n]', none('n'), undefined, 'n');
    const type = 'row(street varchar, city varchar)';
    const message = `field-unknown: There is no field "cty" in "address", whose type is ${type}.`;
    checkProblem('(address).cty', message, 'Did you mean "city"?');
    checkProblem(
      'cast(row(1, 2) as row(a integer, a integer)).a',
      'field-ambiguous: The row has more than one field "a".',
      'Take it by its number, as in (row)[2], or give the fields different names.',
    );
  });

  test('elements without a common type', () => {
    const message =
      'types-differ: The elements of an array must have one type, but integer and varchar(1) have none in common.';
    checkProblem("array[1, 'a']", message, 'Bring them to one type with CAST.', "'a'");
  });
});
