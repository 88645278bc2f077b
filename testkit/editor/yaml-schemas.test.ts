import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CompletionList,
  type Hover,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import { editorSettings } from '../../src/lakemodel.ts';
import { host, invocation } from './project.ts';

// The language server behind YAML in VS Code, Neovim, Helix and others, with the settings that we print for it.
const SERVER = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');
const folder = mkdtempSync(join(tmpdir(), 'lm-yaml-'));
const diagnostics = new Map<string, PublishDiagnosticsParams>();
const session: { server?: ChildProcess; client?: ProtocolConnection } = {};

const client = () => session.client!;
const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;

beforeAll(async () => {
  write('project.yml', 'name: shop\ntarget: local\ntargets:\n  local: { type: duckdb }\n');
  write('models/a.sql', 'select 1 as id');
  const report = await editorSettings(invocation(folder), { editor: 'vscode', write: true }, host);
  expect(report).toMatchObject({ exitCode: 0, file: '.vscode/settings.json' });
  const written = JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8')) as Record<string, unknown>;
  const yaml = { schemas: written['yaml.schemas'], validate: true, completion: true, hover: true, schemaStore: { enable: false } }; // prettier-ignore
  const server = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  Object.assign(session, { server, client: connection });
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? yaml : null)),
  );
  connection.onNotification('textDocument/publishDiagnostics', (found: PublishDiagnosticsParams) => {
    diagnostics.set(found.uri, found);
  });
  connection.listen();
  const rootUri = pathToFileURL(folder).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'shop' }],
    capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { yaml } });
});

afterAll(() => {
  session.client?.dispose();
  session.server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function open(path: string, text: string): Promise<readonly string[]> {
  const uri = uriOf(path);
  diagnostics.delete(uri);
  await client().sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  await expect.poll(() => diagnostics.has(uri), { timeout: 30_000 }).toBe(true);
  return diagnostics.get(uri)!.diagnostics.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

async function labels(path: string, line: number, character: number): Promise<readonly string[]> {
  const position = { line, character };
  const list = await client().sendRequest('textDocument/completion', { textDocument: { uri: uriOf(path) }, position });
  return (list as CompletionList).items.map(({ label }) => label);
}

test('mistakes in properties are marked where they are', async () => {
  const text = 'models:\n  - name: a\n    descripton: x\n    config:\n      materialized: tabel\n';
  const found = await open('models/gold/wrong.yml', text);
  expect(found).toEqual([
    expect.stringMatching(/^5: .*"view", "table", "ephemeral", "incremental"/),
    expect.stringMatching(/^3: .*descripton/),
  ]);
});

test('a right file has none', async () => {
  const text = 'version: 2\nmodels:\n  - name: a\n    columns:\n      - { name: id, data_tests: [unique, not_null] }\n';
  expect(await open('models/right.yml', text)).toEqual([]);
});

test('keys and values of configuration are completed, and explained', async () => {
  const path = 'models/complete.yml';
  await open(path, 'models:\n  - name: a\n    config:\n      materialized: table\n      \n      on_schema_change: \n');
  expect(await labels(path, 4, 6)).toEqual(expect.arrayContaining(['unique_key', 'incremental_strategy', 'begin']));
  expect(await labels(path, 5, 24)).toEqual(expect.arrayContaining(['append_new_columns', 'fail']));
  const position = { line: 3, character: 9 };
  const hover = await client().sendRequest('textDocument/hover', { textDocument: { uri: uriOf(path) }, position });
  expect(JSON.stringify((hover as Hover).contents)).toContain('What a model becomes in the warehouse.');
});

test('project.yml has its own schema', async () => {
  const path = 'project.yml';
  const found = await open(path, 'name: shop\ntarget: local\ntargets:\n  local: { type: sqlite }\n');
  expect(found).toEqual([expect.stringMatching(/^4: .*"duckdb", "trino", "athena"/)]);
});

test('a settings file that is there is left alone, and Neovim has none', async () => {
  const again = await editorSettings(invocation(folder), { editor: 'vscode', write: true }, host);
  expect(again.exitCode).toBe(2);
  expect(again.diagnostics.map(({ code }) => code)).toEqual(['editor-settings-exist']);
  const neovim = await editorSettings(invocation(folder), { editor: 'neovim', write: true }, host);
  expect(neovim.diagnostics.map(({ code }) => code)).toEqual(['editor-settings-no-file']);
  expect(neovim.text).toContain(`cmd = { 'lakemodel', 'lsp' }`);
});
