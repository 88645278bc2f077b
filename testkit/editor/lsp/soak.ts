import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Position, PublishDiagnosticsParams, Range } from 'vscode-languageserver-protocol';
import { analyseProject } from '../../../src/editor/analysis.ts';
import { toDiagnostics } from '../../../src/editor/server/to-diagnostics.ts';
import { compile } from '../../../src/lakemodel.ts';
import { host, invocation } from '../project.ts';
import { startEditor, type Editor, type Files } from './client.ts';

export interface SoakOptions {
  readonly folder: string;
  /** Texts of the files that are opened and edited. */
  readonly files: Files;
  readonly seed: number;
  readonly edits: number;
  /** After so many edits: what the editor was told is compared with what `compile` says. */
  readonly compareEvery: number;
}

export interface SoakReport {
  /** What must never be: ranges outside of their text, errors in the editor's log, a server that ended. */
  readonly faults: readonly string[];
  /** Moments at which the editor was told anything else than `compile` says, with both. */
  readonly differences: readonly { readonly edit: number; readonly told: readonly string[]; readonly compiled: readonly string[] }[]; // prettier-ignore
  readonly comparisons: number;
  /** At how many of them the project could be loaded, and how many diagnostics they had together. */
  readonly loaded: number;
  readonly diagnostics: number;
  /** Of the server, in MB, at each comparison; 0 where the system does not tell. */
  readonly memory: readonly number[];
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const INSERTED = [
  ' ', '\n', '\r\n', '\t', ',', '.', '(', ')', "'", '"', '{{ ', ' }}', '{% ', ' %}', '{#', '#}', '--', '/*', '*/', ':', '- ', '  ', ';',
  'select ', ' from ', ' where ', ' as ', ' join ', ' using (id)', 'with x as (select 1 as id) ', 'id', 'status', 'o.', '1', 'null', 'é', '🚀',
  "{{ ref('orders') }}", "{{ ref('big') }}", "{{ source('erp', 'orders') }}", '{{ this }}', '{% if is_incremental() %}', '{% endif %}',
  "{{ var('x') }}", "{{ config(materialized='table') }}", 'count(', 'union all ', 'name: ', 'columns:\n', 'tests: [unique]\n', '*', '||',
]; // prettier-ignore

const QUESTIONS = ['hover', 'definition', 'completion', 'references', 'prepareRename', 'signatureHelp', 'documentHighlight', 'documentSymbol']; // prettier-ignore

/** Edits at random places, with questions between them, and looks whether the server keeps its promises. */
export async function soak({ folder, files, seed, edits, compareEvery }: SoakOptions): Promise<SoakReport> {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const editor = await startEditor(folder);
  const faults: string[] = [];
  const paths = Object.keys(files);
  watch(editor, folder, paths, faults);
  for (const path of paths) await editor.open(path, files[path]!);
  const differences: SoakReport['differences'][number][] = [];
  const memory: number[] = [];
  let loaded = 0;
  let diagnostics = 0;
  const asked: Promise<unknown>[] = [];
  for (let edit = 1; edit <= edits; edit++) {
    const path = pick(paths);
    const text = editor.text(path);
    // Now and then somebody takes it all back: texts that are broken for good would find nothing any more.
    if (random() < 0.12) await editor.change(path, [{ range: rangeOf(text, 0, text.length), text: files[path]! }]);
    else await editor.change(path, [randomEdit(text, random, pick(INSERTED))]);
    const question = pick(QUESTIONS);
    asked.push(ask(editor, pick(paths), question, random, faults));
    if (random() < 0.15) await Promise.all(asked.splice(0));
    if (edit % compareEvery !== 0) continue;
    await Promise.all(asked.splice(0));
    if (random() < 0.8) await mend(editor, files, random);
    memory.push(memoryOf(editor));
    const { isLoaded, count, missing, extra } = await compare(editor, folder, paths);
    loaded += isLoaded ? 1 : 0;
    diagnostics += count;
    if (missing.length + extra.length > 0) differences.push({ edit, told: extra, compiled: missing });
  }
  if (editor.process.exitCode !== null) faults.push(`the server ended with ${editor.process.exitCode}`);
  return { faults, differences, comparisons: memory.length, loaded, diagnostics, memory };
}

/**
 * Takes all back, and makes a few mistakes in one file that leave its tags alone: a project with one broken tag cannot be loaded, and of its
 * queries nothing would be said.
 */
async function mend(editor: Editor, files: Files, random: () => number): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (const [path, text] of Object.entries(files)) {
    const now = editor.text(path);
    if (now !== text) await editor.change(path, [{ range: rangeOf(now, 0, now.length), text }]);
  }
  const path = pick(Object.keys(files).filter((one) => /^models.*\.sql$/.test(one)));
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const text = editor.text(path);
    const at = pick([...text.matchAll(/(?<=\s)[a-z_.]+(?=[\s,])/g)].map(({ index }) => index));
    const end = random() < 0.5 ? at : at + 1 + Math.floor(random() * 2);
    const inserted = pick(INSERTED.filter((one) => !/[{}%#]/.test(one)));
    await editor.change(path, [{ range: rangeOf(text, at, end), text: inserted }]);
  }
}

function randomEdit(text: string, random: () => number, inserted: string) {
  const start = Math.floor(random() * (text.length + 1));
  const removed = random() < 0.5 ? 0 : Math.floor(random() * random() * 30);
  return {
    range: rangeOf(text, start, Math.min(text.length, start + removed)),
    text: removed > 0 && random() < 0.6 ? '' : inserted,
  };
}

function rangeOf(text: string, start: number, end: number): Range {
  const document = TextDocument.create('', '', 0, text);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

function watch(editor: Editor, folder: string, paths: readonly string[], faults: string[]): void {
  const byUri = new Map(paths.map((path) => [editor.uri(path), path]));
  editor.onPublished(({ uri, version, diagnostics }: PublishDiagnosticsParams) => {
    const path = byUri.get(uri);
    // What was said of an older version has its places there.
    if (path !== undefined && version !== editor.version(path)) return;
    const text = path === undefined ? readFileSync(new URL(uri), 'utf8') : editor.text(path);
    for (const { range, message } of diagnostics)
      if (!isIn(range, text)) faults.push(`${uri.slice(folder.length)} ${JSON.stringify(range)}: ${String(message)}`);
  });
  editor.connection.onNotification(
    'window/logMessage',
    ({ message }: { message: string }) => void faults.push(message),
  );
  editor.process.stderr.on('data', (data: Buffer) => faults.push(data.toString()));
}

function isIn({ start, end }: Range, text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/);
  const isPlace = ({ line, character }: Position) => line < lines.length && character <= lines[line]!.length;
  return isPlace(start) && isPlace(end) && (start.line < end.line || (start.line === end.line && start.character <= end.character)); // prettier-ignore
}

async function ask(editor: Editor, path: string, method: string, random: () => number, faults: string[]) {
  const text = editor.text(path);
  const version = editor.version(path);
  const { start } = rangeOf(text, Math.floor(random() * (text.length + 1)), text.length);
  try {
    const answer = await editor.ask<{ range?: Range; uri?: string } | { range?: Range }[] | null>(method, path, start, { context: { includeDeclaration: true } }); // prettier-ignore
    if (version !== editor.version(path) || answer === null || method === 'definition' || method === 'references') return; // prettier-ignore
    for (const { range } of Array.isArray(answer) ? answer : [answer])
      if (range && !isIn(range, text)) faults.push(`${method} ${path} ${JSON.stringify(range)}`);
  } catch (error) {
    // A column that cannot be renamed is refused with an error, as the protocol wants.
    if (method !== 'prepareRename') faults.push(`${method}: ${String(error)}`);
  }
}

/** What the editor was told, beside what `compile` says: nothing is missing, and nothing too much. */
async function compare(editor: Editor, folder: string, paths: readonly string[]) {
  const copy = mkdtempSync(join(tmpdir(), 'lm-soak-'));
  try {
    for (const part of readdirSync(folder)) cpSync(join(folder, part), join(copy, part), { recursive: true });
    for (const path of paths) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), editor.text(path));
    }
    // An answer to this comes when the newest texts were looked at and published.
    await editor.connection.sendRequest('workspace/symbol', { query: 'nothing of this name' });
    const { project } = await analyseProject({ projectDir: copy, env: () => undefined });
    const { diagnostics } = await compile(invocation(copy), host);
    const textOf = (file: string) => readOrNothing(join(copy, file));
    const expected = toDiagnostics(diagnostics, { projectDir: folder, projectFile: 'project.yml', textOf });
    const compiled = [...expected].flatMap(([file, list]) => list.map((one) => lineOf(editor.uri(file), one)));
    const told = [...editor.published()].flatMap(([uri, list]) => list.map((one) => lineOf(uri, one)));
    const missing = compiled.filter((line) => !told.includes(line));
    // While a project cannot be loaded, what was known of files that did not change stays.
    const extra = project ? told.filter((line) => !compiled.includes(line)) : [];
    return { isLoaded: project !== undefined, count: compiled.length, missing, extra };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function lineOf(uri: string, { range, code, severity, message }: Diagnostic): string {
  return JSON.stringify([uri.split('/').slice(-2).join('/'), range, code, severity, message]);
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function memoryOf({ process: server }: Editor): number {
  const status = readOrNothing(`/proc/${server.pid}/status`) ?? '';
  return Math.round(Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
