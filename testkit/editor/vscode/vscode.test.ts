import { chmodSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderOf, PROJECT_YML } from '../lsp/client.ts';
import { fakeVsCode, uriOf } from './fake-vscode.ts';

const ROOT = join(import.meta.dirname, '../../..');
const EXTENSION = join(ROOT, 'editors/vscode/extension.js');
const load = createRequire(EXTENSION);

function hasClient(): boolean {
  try {
    return load.resolve('vscode-languageclient/node') !== '';
  } catch {
    return false;
  }
}

interface Extension {
  readonly activate: (context: { readonly subscriptions: object[] }) => Promise<void>;
  readonly deactivate: () => Promise<void>;
}

/** The extension with its own language client, in a VS Code that is none. */
function extensionIn(vscode: object): Extension {
  const loader = Module as unknown as { _load: (id: string, ...rest: unknown[]) => unknown };
  const original = loader._load;
  loader._load = (id, ...rest) => (id === 'vscode' ? vscode : original(id, ...rest));
  onTestFinished(() => void (loader._load = original));
  return load(EXTENSION) as Extension;
}

test.skipIf(!hasClient())('the extension of VS Code starts the server, asks it and stops it', async () => {
  const command = 'node_modules/.bin/lakemodel';
  const folder = folderOf({
    'project.yml': PROJECT_YML,
    'models/orders.sql': "select 1 as id, 'x' as status",
    'models/big.sql': '',
    [command]: `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'bin/lakemodel.js')}" "$@"\n`,
  });
  chmodSync(join(folder, command), 0o755);
  const uri = uriOf(join(folder, 'models/big.sql'));
  const document = { uri, languageId: 'sql', version: 1, text: "select o.nothing from {{ ref('orders') }} as o", getText: () => document.text }; // prettier-ignore
  const vscode = fakeVsCode({ folder, documents: [document], settings: {} });
  const { activate, deactivate } = extensionIn(vscode.module);
  const subscriptions: object[] = [];
  await activate({ subscriptions });
  onTestFinished(() => deactivate());
  const messages = () => vscode.published.get(uri.text)?.map(({ message }) => message);
  await expect.poll(messages, { timeout: 30_000 }).toEqual([expect.stringContaining('There is no column "nothing"')]);
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
  const ask = (provider: string, method: string, character: number) =>
    vscode.providers[provider]![method]!(document, vscode.position(0, character), token, { triggerKind: 0 });
  expect(JSON.stringify(await ask('registerHoverProvider', 'provideHover', 33))).toContain('id integer');
  document.text = "select o. from {{ ref('orders') }} as o";
  document.version = 2;
  const range = { start: { line: 0, character: 9 }, end: { line: 0, character: 16 } };
  vscode.fire('onDidChangeTextDocument', { document, contentChanges: [{ range, rangeLength: 7, text: '' }] });
  const list = (await ask('registerCompletionItemProvider', 'provideCompletionItems', 9)) as {
    items: readonly { label: string }[];
  };
  expect(list.items.map(({ label }) => label)).toEqual(['id', 'status']);
  await vscode.commands['lakemodel.restart']!();
  expect(JSON.stringify(await ask('registerHoverProvider', 'provideHover', 25))).toContain('id integer');
  expect(subscriptions).toHaveLength(2);
});
