import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { PACKAGE_OWNERS, PURE_ROOMS, ROOMS } from './rooms.ts';

const SRC = import.meta.dirname;
const MAX_LINES = 400;

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
  .filter((file) => !/(^|\/)(fixtures|testkit)\//.test(file));
const inRooms = files.filter((file) => file.includes('/'));

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
  readonly at: string;
}

function importsOf(file: string): Import[] {
  const source = parse(file);
  const found: Import[] = [];
  const at = (node: ts.Node) => `src/${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
      const named = clause?.namedBindings;
      const onlyTypes =
        named && ts.isNamedImports(named) && !clause.name && named.elements.every((element) => element.isTypeOnly);
      const typeOnly = ts.isExportDeclaration(node) ? node.isTypeOnly : Boolean(clause?.isTypeOnly || onlyTypes);
      found.push({ from: (node.moduleSpecifier as ts.StringLiteral).text, typeOnly, dynamic: false, at: at(node) });
    }
    const [argument] =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : [];
    if (argument && ts.isStringLiteral(argument))
      found.push({ from: argument.text, typeOnly: false, dynamic: true, at: at(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isAllowed(file: string, { from, typeOnly }: Import, room: string): boolean {
  const allowed = ROOMS[room]!;
  const target = relative(SRC, resolve(SRC, dirname(file), from))
    .replaceAll('\\', '/')
    .split('/')[0]!;
  return target === room || allowed.includes(target) || (typeOnly && allowed.includes(`type:${target}`));
}

test('every import follows rooms.ts', () => {
  const broken = inRooms.flatMap((file) => {
    const room = file.split('/')[0]!;
    const allowed = ROOMS[room];
    if (!allowed) return [`src/${room}/ is not listed in rooms.ts`];
    return importsOf(file).flatMap((found) => {
      const { from, at } = found;
      if (from.startsWith('node:')) {
        const pure = PURE_ROOMS.includes(room) && !found.typeOnly && file !== 'sql/duckdb/udfs.ts';
        return pure ? [`${at} imports ${from}, but ${room}/ is pure: take the value as an argument`] : [];
      }
      if (from.startsWith('.'))
        return isAllowed(file, found, room)
          ? []
          : [`${at} imports ${from}; ${room}/ may import: ${allowed.join(', ') || 'nothing'}`];
      const owners = Object.entries(PACKAGE_OWNERS).find(([name]) => from === name || from.startsWith(`${name}/`))?.[1];
      const allowedHere = !owners || owners.some((owner) => file.startsWith(owner));
      return allowedHere ? [] : [`${at} imports ${from}, which only src/${owners.join(', src/')} may`];
    });
  });
  expect(broken).toEqual([]);
});

test('rooms are listed in data-flow order, so that values cannot flow in a circle', () => {
  const order = Object.keys(ROOMS);
  const backward = Object.entries(ROOMS).flatMap(([room, allowed]) =>
    allowed
      .filter((name) => !name.endsWith('.ts') && !name.startsWith('type:'))
      .filter((name) => order.indexOf(name) >= order.indexOf(room))
      .map((name) => `${room} imports ${name}`),
  );
  expect(backward).toEqual([]);
});

const LAZY = /^@(?:duckdb|aws-sdk)\//;

test('packages that cost time are loaded when they are used', () => {
  // A file that others load dynamically alone may import them.
  const atStart = new Set(
    inRooms.flatMap((file) =>
      importsOf(file)
        .filter(({ from, typeOnly, dynamic }) => from.startsWith('.') && !typeOnly && !dynamic)
        .map(({ from }) => relative(SRC, resolve(SRC, dirname(file), from)).replaceAll('\\', '/')),
    ),
  );
  const eager = inRooms
    .filter((file) => atStart.has(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ from, typeOnly, dynamic }) => LAZY.test(from) && !typeOnly && !dynamic)
        .map(({ at, from }) => `${at} imports ${from} eagerly`),
    );
  expect(eager).toEqual([]);
});

test(`no source file is longer than ${MAX_LINES} lines`, () => {
  const long = files.filter((file) => readFileSync(join(SRC, file), 'utf8').split('\n').length > MAX_LINES + 1);
  expect(long).toEqual([]);
});

test('no default exports, no state at module level', () => {
  const broken = files.flatMap((file) => {
    const source = parse(file);
    return source.statements.flatMap((node) => {
      const at = `src/${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (ts.isExportAssignment(node)) return [`${at} exports by default`];
      const isLet = ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.Let) !== 0;
      return isLet ? [`${at} has mutable state at module level`] : [];
    });
  });
  expect(broken).toEqual([]);
});
