import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { analyseProject, type AnalyseOptions, type Analysis } from '../../analysis.ts';
import { columnAt } from '../column-at.ts';
import { editedTexts } from '../check-project.ts';
import { renameColumn, type RenameResult } from '../rename-column.ts';
import { renameTools } from '../rename-tools.ts';

export type Files = Readonly<Record<string, string>>;

const BASE: Files = {
  'project.yml': `name: shop
version: '1.0'
target: local
targets:
  local: {type: duckdb, path: target/shop.duckdb, threads: 1}
`,
  'models/sources.yml': `sources:
  - name: raw
    schema: raw
    tables:
      - name: orders
        columns:
          - {name: id, data_type: bigint}
          - {name: amt, data_type: 'decimal(10,2)'}
          - {name: status, data_type: varchar}
          - {name: at, data_type: timestamp(6)}
          - {name: lines, data_type: 'array(row(sku varchar, pieces bigint))'}
`,
};

/** Writes a project into a folder that is gone after the test. */
export function smallProject(files: Files): AnalyseOptions {
  const projectDir = mkdtempSync(join(tmpdir(), 'lakemodel-rename-'));
  onTestFinished(() => rmSync(projectDir, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ ...BASE, ...files })) {
    mkdirSync(dirname(join(projectDir, path)), { recursive: true });
    writeFileSync(join(projectDir, path), text);
  }
  return { projectDir, env: () => undefined };
}

/** `orders.amount` as a node and a column. */
function targetOf(analysis: Analysis, name: string) {
  const [model, column] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)] as const;
  const { nodes = {}, sources = {} } = analysis.project?.opened.project ?? {};
  const found = [...Object.values(nodes), ...Object.values(sources)].find((node) => node.name === model);
  return { node: found?.uniqueId ?? model, column };
}

export interface Renamed {
  readonly result: RenameResult;
  /** Texts of the files that change. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Renames a column of a small project, which must be right. */
export async function renameIn(files: Files, column: string, newName: string): Promise<Renamed> {
  const options = smallProject(files);
  const analysis = await analyseProject(options);
  expect(analysis.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return renameWith(analysis, options, column, newName);
}

export async function renameWith(
  analysis: Analysis,
  options: AnalyseOptions,
  column: string,
  newName: string,
): Promise<Renamed> {
  const result = await renameColumn(analysis, targetOf(analysis, column), newName, renameTools(options));
  const project = analysis.project?.opened.project;
  const texts = project ? editedTexts({ world: { project }, edits: result.edits }) : new Map<string, string>();
  return { result, texts: Object.fromEntries(texts) };
}

/** Checks which files change, and to what. */
export async function checkRename(files: Files, column: string, newName: string, expected: Files): Promise<Renamed> {
  const renamed = await renameIn(files, column, newName);
  expect(renamed.result.diagnostics.map(({ message }) => message)).toEqual([]);
  expect(renamed.texts).toEqual(expected);
  return renamed;
}

/** Checks that a rename is refused: each diagnostic as `code file:line:column message`. */
export async function checkRefused(
  files: Files,
  column: string,
  newName: string,
  ...expected: RegExp[]
): Promise<void> {
  const { result, texts } = await renameIn(files, column, newName);
  expect(texts).toEqual({});
  const told = result.diagnostics.map(({ code, message, place }) => {
    return `${code} ${place ? `${place.file}:${place.line}:${place.column} ` : ''}${message}`;
  });
  expected.forEach((pattern, index) => expect(told[index]).toMatch(pattern));
  expect(told).toHaveLength(expected.length);
}

/** What `columnAt` says where `¦` stands: `orders.amount "written"`, or why not. */
export async function columnAtCursor(files: Files, marked: string): Promise<string | undefined> {
  const cursor = (files[marked] ?? '').indexOf('¦');
  const clean = { ...files, [marked]: (files[marked] ?? '').replace('¦', '') };
  const options = smallProject(clean);
  const analysis = await analyseProject(options);
  const found = analysis.project && columnAt(analysis.project, marked, cursor, renameTools(options));
  if (!found) return undefined;
  if ('refusal' in found) return found.refusal.message;
  const written = (clean[marked] ?? '').slice(found.span.start, found.span.end);
  return `${found.column.node.split('.').slice(2).join('.')}.${found.column.column} "${written}"`;
}
