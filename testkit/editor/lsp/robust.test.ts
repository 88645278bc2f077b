import { expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { folderOf, PROJECT_YML, startEditor } from './client.ts';

const SHOP = { 'project.yml': PROJECT_YML, 'models/orders.sql': 'select 1 as id' };

test('exit without shutdown is an error, a closed stream ends the server', async () => {
  const editor = await startEditor(folderOf(SHOP));
  const ended = new Promise((resolve) => editor.process.on('exit', resolve));
  await editor.connection.sendNotification('exit');
  expect(await ended).toBe(1);
  const other = await startEditor(folderOf(SHOP));
  const closed = new Promise((resolve) => other.process.on('exit', resolve));
  other.process.stdin.end();
  expect(await closed).toBe(1);
});

test('rubbish does not bring it down', async () => {
  const editor = await startEditor(folderOf(SHOP), { args: ['--stdio'] });
  const send = (text: string) =>
    editor.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  send('{"jsonrpc": "2.0", "id": 900, "method": "textDocument/hover", "params": 7}');
  send('{"jsonrpc": "2.0", "id": 901, "method": "no/such"}');
  send('this is no JSON');
  send('[]');
  send(
    '{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///none", "version": 1}, "contentChanges": []}}',
  );
  await editor.open('untitled:Untitled-1', 'select');
  await editor.open('file:///%ZZ', 'select');
  await editor.open('models/big.sql', '\u0000\uD800 {{ {% }} \'"(');
  await editor.until('models/big.sql', (found) => found.length > 0);
  for (const method of ['hover', 'definition', 'completion', 'prepareRename'])
    await editor.ask(method, 'models/big.sql', { line: 99, character: 99 });
  await editor.open('models/big.sql', 'select nothing');
  await editor.until('models/big.sql', (found) => found.some(({ message }) => String(message).includes('nothing')));
  expect(await editor.shutdown()).toBe(0);
});

test('a request that is cancelled is answered so, and edits in a row end in what was typed last', async () => {
  const editor = await startEditor(folderOf(SHOP));
  await editor.open('models/big.sql', "select id from {{ ref('orders') }}");
  const source = new CancellationTokenSource();
  const asked = editor.connection.sendRequest(
    'textDocument/hover',
    { textDocument: { uri: editor.uri('models/big.sql') }, position: { line: 0, character: 8 } },
    source.token,
  );
  source.cancel();
  await expect(asked).rejects.toMatchObject({ code: -32800 });
  for (let count = 0; count < 30; count++) await editor.type('models/big.sql', 'id', 'idx');
  const last = `id${'x'.repeat(30)}`;
  await editor.until('models/big.sql', (found) => found.some(({ message }) => String(message).includes(`"${last}"`)));
});

test('nothing but the protocol goes to standard output, also where a template prints', async () => {
  const folder = folderOf({
    ...SHOP,
    'models/loud.sql': "{{ log('loud', info=true) }}{{ print('loud') }} select nothing",
  });
  const editor = await startEditor(folder);
  await editor.until('models/loud.sql', (found) => found.length > 0);
  expect(await editor.shutdown()).toBe(0);
});
