import { expect, test } from 'vitest';
import type { Field, OutputColumn } from './bound.ts';
import { EMPTY_SCOPE, lookUp, type Scope } from './scope.ts';

function field(name: string, ...qualifier: readonly string[]): Field {
  return { name, qualifier, nullable: true, from: { kind: 'generated' } };
}

function scopeOf(fields: readonly Field[], more: Partial<Scope> = {}): Scope {
  const relations = fields.map(({ qualifier }) => ({ qualifier, open: false }));
  return { ...EMPTY_SCOPE, fields, relations, ...more };
}

// What a name is found to be, in a word: `t.x@0` is the field x of t in the scope itself, `@1` in the one around.
function checkLookup(scope: Scope, name: string, expected: string): void {
  const found = lookUp(scope, name.split('.'));
  const said =
    found.kind === 'field'
      ? `${[...(found.field.qualifier ?? []), found.field.name].join('.')}@${found.depth}/${found.parts}`
      : found.kind;
  expect(said, name).toBe(expected);
}

test('names of one and more parts, without regard to case', () => {
  const scope = scopeOf([field('x', 'c', 's', 't'), field('Y', 'u'), field('t', 'v')]);
  checkLookup(scope, 'X', 'c.s.t.x@0/1');
  checkLookup(scope, 'T.x', 'c.s.t.x@0/2');
  checkLookup(scope, 's.t.x', 'c.s.t.x@0/3');
  checkLookup(scope, 'c.s.t.x.field', 'c.s.t.x@0/4');
  checkLookup(scope, 'u.y.a.b', 'u.Y@0/2');
  checkLookup(scope, 't.nothing', 'v.t@0/1');
  checkLookup(scope, 'u.x', 'missing');
  checkLookup(scope, 'd.s.t.x', 'missing');
});

test('the innermost query that knows a name wins', () => {
  const outer = scopeOf([field('x', 'o'), field('z', 'o')]);
  const scope = scopeOf([field('x', 'i'), field('o', 'i')], { outer });
  checkLookup(scope, 'x', 'i.x@0/1');
  checkLookup(scope, 'z', 'o.z@1/1');
  // A column `o` further in hides the relation `o`: Trino reads a field of a row.
  checkLookup(scope, 'o.z', 'i.o@0/1');
});

test('two columns of a name are ambiguous', () => {
  const scope = scopeOf([field('x', 'a'), field('x', 'b')]);
  checkLookup(scope, 'x', 'ambiguous');
  checkLookup(scope, 'b.x', 'b.x@0/2');
});

test('relations whose columns are not known', () => {
  const open: Partial<Scope> = { open: true, relations: [{ qualifier: ['u'], open: true }] };
  const outer = scopeOf([field('z', 'o'), field('row', 'o')]);
  const scope = scopeOf([field('x', 'a')], { ...open, outer });
  checkLookup(scope, 'x', 'a.x@0/1');
  checkLookup(scope, 'z', 'unknown');
  checkLookup(scope, 'u.z', 'unknown');
  checkLookup(scope, 'o.z', 'o.z@1/2');
  checkLookup(scope, 'row.field', 'unknown');
  checkLookup(scope, 'nowhere.z', 'unknown');
});

test("ORDER BY: the result's columns first; parameters of lambdas before all", () => {
  const made: OutputColumn['made'] = { by: 'values', cells: [] };
  const outputs: OutputColumn[] = ['x', 'twice', 'Twice', 'row'].map((name) => ({ name, nullable: true, made }));
  const scope = scopeOf([field('x', 'a'), field('y', 'a')], { outputs });
  checkLookup(scope, 'X', 'output');
  checkLookup(scope, 'a.x', 'a.x@0/2');
  checkLookup(scope, 'y', 'a.y@0/1');
  checkLookup(scope, 'twice', 'ambiguous');
  checkLookup(scope, 'row.field', 'unknown');
  checkLookup({ ...scope, parameters: new Map([['x', { nullable: true }]]) }, 'x', 'parameter');
});
