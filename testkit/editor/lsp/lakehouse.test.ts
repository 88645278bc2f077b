import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CompletionList, Hover, Location, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { folderOf, startEditor, type Editor } from './client.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PARTS = [
  'project.yml',
  'selectors.yml',
  'models',
  'seeds',
  'snapshots',
  'tests',
  'macros',
  'analyses',
  'landing',
];
const DIM_DEVICE = 'models/gold/dim_device.sql';

/** An editor with the project of this repository. */
async function editorOfLakehouse(): Promise<Editor & { readonly read: (path: string) => string }> {
  const folder = folderOf({});
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  const editor = await startEditor(folder);
  return { ...editor, read: (path) => readFileSync(join(folder, path), 'utf8') };
}

test('the project of this repository: a mistake in one model shows in others, and goes', async () => {
  const editor = await editorOfLakehouse();
  await editor.open(DIM_DEVICE, editor.read(DIM_DEVICE));
  await editor.connection.sendRequest('workspace/symbol', { query: 'dim_device' });
  expect(editor.diagnostics(DIM_DEVICE)).toEqual([]);
  await editor.type(DIM_DEVICE, 'select', 'select nowhere,');
  const [wrong] = await editor.until(DIM_DEVICE, (found) => found.length > 0);
  expect(editor.at(DIM_DEVICE, wrong!.range)).toBe('nowhere');
  await editor.type(DIM_DEVICE, 'select nowhere,', 'select');
  await editor.until(DIM_DEVICE, (found) => found.length === 0);
});

test('the project of this repository: a column is found, explained, completed and renamed', async () => {
  const editor = await editorOfLakehouse();
  const path = 'models/gold/fact_work_orders.sql';
  await editor.open(path, editor.read(path));
  const at = editor.position(path, '    work_order_id,', 6);
  const hover = await editor.ask<Hover>('hover', path, at);
  expect((hover.contents as { value: string }).value).toMatch(
    /fact_work_orders\.work_order_id`[\s\S]*erp_work_orders\.order_no/,
  );
  const place = await editor.ask<Location>('definition', path, at);
  expect(place.uri).toMatch(/\.sql$/);
  const offered = await editor.ask<CompletionList>('completion', path, editor.position(path, "ref('", 5));
  expect(offered.items.map(({ label }) => label)).toContain('dim_part');
  const places = await editor.ask<Location[]>('references', path, at, { context: { includeDeclaration: true } });
  expect(places.length).toBeGreaterThan(1);
});

test('the project of this repository: a renamed column leaves no problem behind', async () => {
  const editor = await editorOfLakehouse();
  const path = 'models/gold/dim_customer.sql';
  await editor.open(path, editor.read(path));
  await editor.connection.sendRequest('workspace/symbol', { query: '' });
  const { position, name } = await lastColumn(editor, path);
  const edit = await editor.ask<WorkspaceEdit>('rename', path, position, { newName: `${name}_renamed` });
  for (const change of edit.documentChanges ?? []) {
    const { uri } = (change as { textDocument: { uri: string } }).textDocument;
    const file = uri.slice(editor.uri('').length).replace(/^\//, '');
    if (file === path) continue;
    await editor.open(file, editor.read(file));
  }
  // Now that all of them are open, with versions of their own.
  await editor.apply(await editor.ask<WorkspaceEdit>('rename', path, position, { newName: `${name}_renamed` }));
  expect(editor.text(path)).toContain(`${name}_renamed`);
  await editor.connection.sendRequest('workspace/symbol', { query: '' });
  expect(editor.diagnostics(path)).toEqual([]);
});

/** The last column of the model's own SELECT that stands alone with an alias. */
async function lastColumn(editor: Editor, path: string) {
  const symbols =
    await editor.connection.sendRequest<{ children: { name: string; kind: number; selectionRange: { start: { line: number; character: number } } }[] }[]>( // prettier-ignore
      'textDocument/documentSymbol',
      { textDocument: { uri: editor.uri(path) } },
    );
  const { name, selectionRange } = symbols[0]!.children.filter(({ kind }) => kind === 8).at(-1)!;
  return { name, position: selectionRange.start };
}
