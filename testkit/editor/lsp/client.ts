import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';

const LAKEMODEL = fileURLToPath(new URL('../../../bin/lakemodel.js', import.meta.url));

export type Files = Readonly<Record<string, string>>;

/** A folder of its own with files in it, gone when the test ends. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'lm-lsp-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [path, text] of Object.entries(files)) writeIn(folder, path, text);
  return folder;
}

export function writeIn(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export const PROJECT_YML = 'name: shop\ntarget: local\ntargets:\n  local: { type: duckdb }\n';

/** A place in a text: `|` marks it. */
export function marked(text: string): { readonly text: string; readonly position: Position } {
  const offset = text.indexOf('|');
  const plain = text.slice(0, offset) + text.slice(offset + 1);
  return { text: plain, position: TextDocument.create('', '', 0, plain).positionAt(offset) };
}

/** An editor with folders open, talking to a server of its own. */
export interface Editor {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  readonly uri: (path: string) => string;
  readonly open: (path: string, text: string) => Promise<void>;
  /** Any changes of an open document, one after the other. */
  readonly change: (
    path: string,
    changes: readonly { readonly range: Range; readonly text: string }[],
  ) => Promise<void>;
  readonly version: (path: string) => number;
  /** All that was said, by URI. */
  readonly published: () => ReadonlyMap<string, readonly Diagnostic[]>;
  readonly onPublished: (listener: (params: PublishDiagnosticsParams) => void) => void;
  /** Replaces the one occurrence of `from`, as a keystroke would. */
  readonly type: (path: string, from: string, to: string) => Promise<void>;
  readonly close: (path: string) => Promise<void>;
  /** The text as the editor has it. */
  readonly text: (path: string) => string;
  /** Waits until the diagnostics of a file are so. */
  readonly until: (
    path: string,
    isSo: (diagnostics: readonly Diagnostic[]) => boolean,
  ) => Promise<readonly Diagnostic[]>;
  readonly diagnostics: (path: string) => readonly Diagnostic[];
  /** What stands in a range of a document. */
  readonly at: (path: string, range: Range) => string;
  /** Where a text begins in a document, with something added to it. */
  readonly position: (path: string, text: string, plus?: number) => Position;
  readonly ask: <T>(method: string, path: string, position: Position, more?: object) => Promise<T>;
  readonly apply: (edit: WorkspaceEdit) => Promise<void>;
  readonly shutdown: () => Promise<number | null>;
}

export interface EditorOptions {
  readonly folders?: readonly string[];
  readonly args?: readonly string[];
  readonly capabilities?: object;
}

/** Starts `lakemodel lsp`. Paths are relative to the first folder, unless they are absolute. */
export async function startEditor(folder: string, options: EditorOptions = {}): Promise<Editor> {
  const { folders = [folder], args = [], capabilities = {} } = options;
  const server = spawn(process.execPath, [LAKEMODEL, 'lsp', ...args], { cwd: tmpdir(), stdio: 'pipe' });
  onTestFinished(() => void server.kill('SIGKILL'));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const documents = new Map<string, TextDocument>();
  const published = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  const listeners: ((params: PublishDiagnosticsParams) => void)[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params.diagnostics);
    for (const listener of listeners) listener(params);
    for (const look of waiting) look();
  });
  connection.onError(() => undefined);
  connection.listen();
  const uri = (path: string) =>
    path.includes(':') ? path : pathToFileURL(path.startsWith('/') ? path : join(folder, path)).href;
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: folders.map((one) => ({ uri: pathToFileURL(one).href, name: one })),
    capabilities: { workspace: { workspaceFolders: true }, ...capabilities },
  });
  await connection.sendNotification('initialized', {});
  const documentOf = (path: string) => documents.get(uri(path))!;
  const diagnostics = (path: string) => published.get(uri(path)) ?? [];
  const editor: Editor = {
    process: server,
    connection,
    uri,
    async open(path, text) {
      documents.set(uri(path), TextDocument.create(uri(path), 'sql', 1, text));
      const textDocument = { uri: uri(path), languageId: 'sql', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    async type(path, from, to) {
      const document = documentOf(path);
      const start = document.getText().indexOf(from);
      if (start < 0) throw new Error(`"${from}" is not in ${path}`);
      const range = { start: document.positionAt(start), end: document.positionAt(start + from.length) };
      await change(document, [{ range, text: to }]);
    },
    change: (path, changes) => change(documentOf(path), changes),
    version: (path) => documentOf(path).version,
    published: () => published,
    onPublished: (listener) => void listeners.push(listener),
    async close(path) {
      documents.delete(uri(path));
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } });
    },
    text: (path) => documentOf(path).getText(),
    until: (path, isSo) =>
      new Promise((resolve) => {
        const look = () => {
          // Nothing was said of a file yet: that it has no problems is known only when it was looked at.
          if (!published.has(uri(path)) || !isSo(diagnostics(path))) return;
          waiting.delete(look);
          resolve(diagnostics(path));
        };
        waiting.add(look);
        look();
      }),
    diagnostics,
    at: (path, range) => documentOf(path).getText(range),
    position(path, text, plus = 0) {
      const document = documentOf(path);
      const start = document.getText().indexOf(text);
      if (start < 0) throw new Error(`"${text}" is not in ${path}`);
      return document.positionAt(start + plus);
    },
    ask: (method, path, position, more = {}) =>
      connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: uri(path) }, position, ...more }),
    async apply(edit) {
      for (const { textDocument, edits } of (edit.documentChanges ?? []) as TextDocumentEdit[]) {
        const document = documents.get(textDocument.uri);
        if (!document) throw new Error(`${textDocument.uri} is not open`);
        if (textDocument.version !== document.version)
          throw new Error(`an edit of another version of ${textDocument.uri}`);
        const changes = edits.map((one) => ({
          range: (one as { range: Range }).range,
          text: (one as { newText: string }).newText,
        }));
        await change(
          document,
          changes.sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start)),
        );
      }
    },
    async shutdown() {
      await connection.sendRequest('shutdown');
      const ended = new Promise<number | null>((resolve) => server.on('exit', resolve));
      await connection.sendNotification('exit');
      return ended;
    },
  };

  async function change(document: TextDocument, changes: readonly { range: Range; text: string }[]): Promise<void> {
    const version = document.version + 1;
    TextDocument.update(document, [...changes], version);
    const textDocument = { uri: document.uri, version };
    await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: changes });
  }
  return editor;
}
