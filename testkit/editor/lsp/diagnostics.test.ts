import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, PROJECT_YML, startEditor, writeIn } from './client.ts';

const ORDERS = "select 1 as id, 'x' as status";
const SHOP = { 'project.yml': PROJECT_YML, 'models/orders.sql': ORDERS };

test('a mistake is shown where it is as it is typed, and is gone when it is mended', async () => {
  const folder = folderOf(SHOP);
  const editor = await startEditor(folder);
  await editor.open('models/big.sql', "select id from {{ ref('orders') }}");
  await editor.type('models/big.sql', 'select id', 'select idd');
  const [wrong, ...more] = await editor.until('models/big.sql', (found) => found.length > 0);
  expect(more).toEqual([]);
  expect(wrong).toMatchObject({ code: 'column-unknown', severity: 1, source: 'lakemodel' });
  expect(editor.at('models/big.sql', wrong!.range)).toBe('idd');
  expect(wrong!.message).toContain('Did you mean "id"?');
  await editor.type('models/big.sql', 'idd', 'id');
  await editor.until('models/big.sql', (found) => found.length === 0);
  expect(await editor.shutdown()).toBe(0);
});

test('places are right behind emoji and with CRLF', async () => {
  const editor = await startEditor(folderOf(SHOP));
  await editor.open('models/big.sql', "select '👩‍🚀' as \"é\",\r\n  '🚀' as b, idd\r\nfrom {{ ref('orders') }}\r\n");
  const [wrong] = await editor.until('models/big.sql', (found) => found.length > 0);
  expect(wrong!.range).toEqual({ start: { line: 1, character: 13 }, end: { line: 1, character: 16 } });
  expect(editor.at('models/big.sql', wrong!.range)).toBe('idd');
});

test('what is not saved counts: a model reads the unsaved one, which shows also in files that are not open', async () => {
  const folder = folderOf({ ...SHOP, 'models/big.sql': "select id from {{ ref('orders') }}" });
  const editor = await startEditor(folder);
  await editor.open('models/orders.sql', ORDERS);
  await editor.type('models/orders.sql', 'as id', 'as order_id');
  const [wrong] = await editor.until('models/big.sql', (found) => found.length > 0);
  expect(wrong).toMatchObject({
    code: 'column-unknown',
    range: { start: { line: 0, character: 7 }, end: { line: 0, character: 9 } },
  });
  await editor.close('models/orders.sql');
  await editor.until('models/big.sql', (found) => found.length === 0);
});

test('YAML, macros and seeds are looked at, too', async () => {
  const folder = folderOf({
    ...SHOP,
    'models/schema.yml': 'models:\n  - name: ordres\n    description: x\n',
    'macros/m.sql': '{% macro m() %}1{% endmacro %}',
    'seeds/s.csv': 'a,b\n1,2\n',
  });
  const editor = await startEditor(folder);
  const [unknown] = await editor.until('models/schema.yml', (found) => found.length > 0);
  expect(unknown).toMatchObject({ code: 'properties-without-file', range: { start: { line: 1, character: 10 } } });
  await editor.open('models/schema.yml', 'models:\n  - name: orders\n    description: x\n');
  await editor.until('models/schema.yml', (found) => found.length === 0);
  await editor.open('macros/m.sql', '{% macro m() %}{{ 1 {% endmacro %}');
  expect((await editor.until('macros/m.sql', (found) => found.length > 0))[0]!.severity).toBe(1);
  await editor.type('macros/m.sql', '{{ 1 ', '1');
  await editor.until('macros/m.sql', (found) => found.length === 0);
  await editor.open('seeds/s.csv', 'a,b\n1,2,3\n');
  const [row] = await editor.until('seeds/s.csv', (found) => found.length > 0);
  expect(row!.range.start.line).toBe(1);
});

test('a project that cannot be loaded says why, and is looked at again when it can', async () => {
  const folder = folderOf(SHOP);
  const editor = await startEditor(folder);
  await editor.open('project.yml', 'name: shop\ntarget: nowhere\n');
  const [wrong] = await editor.until('project.yml', (found) => found.length > 0);
  expect(wrong!.severity).toBe(1);
  await editor.open('models/big.sql', "select idd from {{ ref('orders') }}");
  await editor.type('project.yml', 'target: nowhere\n', 'target: local\ntargets: { local: { type: duckdb } }\n');
  await editor.until('project.yml', (found) => found.length === 0);
  await editor.until('models/big.sql', (found) => found.length === 1);
});

test('files that come, change and go on the disk', async () => {
  const folder = folderOf(SHOP);
  const editor = await startEditor(folder);
  const changed = (path: string, type: 1 | 2 | 3) =>
    editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: editor.uri(path), type }],
    });
  writeIn(folder, 'models/big.sql', 'select nothing');
  await changed('models/big.sql', 1);
  await editor.until('models/big.sql', (found) => found.length > 0);
  rmSync(join(folder, 'models/big.sql'));
  await changed('models/big.sql', 3);
  await editor.until('models/big.sql', (found) => found.length === 0);
  await editor.open('models/orders.sql', 'select nothing');
  await editor.until('models/orders.sql', (found) => found.length > 0);
  rmSync(join(folder, 'project.yml'));
  await changed('project.yml', 3);
  await editor.until('models/orders.sql', (found) => found.length === 0);
  expect(await editor.ask('hover', 'models/orders.sql', { line: 0, character: 8 })).toBeNull();
});

test('two folders with projects, and one without', async () => {
  const [one, two] = [folderOf(SHOP), folderOf({ ...SHOP, 'models/b.sql': 'select nothing' })];
  const none = folderOf({ 'a.sql': 'select nothing' });
  const editor = await startEditor(one, { folders: [one, two, none] });
  await editor.until(join(two, 'models/b.sql'), (found) => found.length === 1);
  await editor.open(join(one, 'models/a.sql'), 'select nowhere');
  await editor.until(join(one, 'models/a.sql'), (found) => found.length === 1);
  await editor.open(join(none, 'a.sql'), 'select nothing');
  expect(await editor.ask('definition', join(none, 'a.sql'), { line: 0, character: 8 })).toBeNull();
  expect(editor.diagnostics(join(none, 'a.sql'))).toEqual([]);
  const removed = [{ uri: editor.uri(two), name: two }];
  await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed } });
  await editor.until(join(two, 'models/b.sql'), (found) => found.length === 0);
});

test('severities are the project’s, related places come along', async () => {
  const folder = folderOf({
    ...SHOP,
    'project.yml': `${PROJECT_YML}diagnostics: { common-table-unused: error }\n`,
    'models/a.sql': 'with unused as (select 1 as x) select 2 as y',
    'models/schema.yml': 'models:\n  - name: orders\n  - name: orders\n',
  });
  const editor = await startEditor(folder);
  const [twice] = await editor.until('models/schema.yml', (found) => found.length > 0);
  expect(twice).toMatchObject({ code: 'name-twice' });
  expect(twice!.relatedInformation).toMatchObject([
    { location: { uri: editor.uri('models/schema.yml'), range: { start: { line: 1, character: 10 } } } },
  ]);
  await editor.open('models/schema.yml', 'models:\n  - name: orders\n');
  const [unused] = await editor.until('models/a.sql', (found) => found.length > 0);
  expect(unused).toMatchObject({ code: 'common-table-unused', severity: 1 });
});
