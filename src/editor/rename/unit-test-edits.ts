import type { Span } from '../../diagnostics/index.ts';
import { createResolver } from '../../graph/index.ts';
import type { Project, UnitTest, UnitTestRows } from '../../project/project.ts';
import { spreadName } from './spread.ts';
import type { Renaming } from './world.ts';
import { scalarEdit } from './yaml-words.ts';
import { isPlainName, sameName, wordsIn } from './words.ts';

/** Rows of a unit test, and whose they are. */
export interface RowsOf {
  readonly rows: UnitTestRows;
  readonly id: string | undefined;
}

/** All rows of a unit test: those it gives, and those it expects. */
export function rowsOf(
  project: Project,
  { model, given, expect }: UnitTest & { expect?: UnitTestRows },
): readonly RowsOf[] {
  const resolver = createResolver(project);
  const own = resolver.ref({ name: model })?.uniqueId;
  const inputs = given.map(({ input, ...rows }): RowsOf => {
    if (input === 'this') return { rows, id: own };
    return { rows, id: 'ref' in input ? resolver.ref(input.ref)?.uniqueId : resolver.source(input.source)?.uniqueId };
  });
  return [...inputs, ...(expect ? [{ rows: expect, id: own }] : [])];
}

/** Edits the names of columns in the rows of unit tests. */
export function editUnitTests(renaming: Renaming): void {
  const { world, nodes, refusals } = renaming;
  const all = Object.values(world.project.unitTests).flatMap((unitTest) => rowsOf(world.project, unitTest));
  for (const { rows, id } of all) {
    if (id === undefined || !nodes.has(id)) continue;
    const { span } = rows;
    const isShared = all.some((other) => {
      const isOther = other.id === undefined || !nodes.has(other.id);
      return isOther && other.rows.span.file === span.file && other.rows.span.start === span.start;
    });
    if (isShared && names(rows, renaming.name)) refusals.uncertain('these rows stand for another input, too', span);
    else editRows(rows, renaming);
  }
}

function names({ rows, sql }: UnitTestRows, name: string): boolean {
  if (sql !== undefined) return wordsIn(sql, name).length > 0;
  return rows?.some((row) => Object.keys(row).some((key) => sameName(key, name))) ?? false;
}

function editRows(rows: UnitTestRows, renaming: Renaming): void {
  if (!names(rows, renaming.name)) return;
  if (rows.sql !== undefined) return editSql(rows.sql, rows.span, renaming);
  const cells = rows.rowSpans?.flatMap((row) => (row.cells ? [row.cells] : [])) ?? [];
  if (cells.length === 0) return editHeader(rows.span, renaming);
  const { world, edits, refusals, name, newName } = renaming;
  for (const cell of cells) {
    const key = Object.entries(cell).find(([column]) => sameName(column, name))?.[1].key;
    if (!key) continue;
    const scalar = world.scalarsOf(key.file).find(({ start, isKey }) => isKey && start === key.start);
    const edit = scalar && scalarEdit(scalar, { name, newName, word: 0 });
    if (edit) edits.add(key.file, edit);
    else refusals.uncertain('the name cannot be written here', key);
  }
}

/** The first line of CSV: in YAML, or in a file of its own. */
function editHeader(span: Span, renaming: Renaming): void {
  const { value } = writtenText(span, renaming);
  const start = value.length - value.trimStart().length;
  const line = value.slice(start).split('\n')[0] ?? '';
  let at = start;
  for (const cell of line.split(',')) {
    const isName = sameName(cell.trim().replace(/^"(.*)"$/, '$1'), renaming.name);
    if (isName) editWord(at + cell.search(/[^\s"]/), span, renaming);
    at += cell.length + 1;
  }
}

function editSql(sql: string, span: Span, renaming: Renaming): void {
  const { world, refusals, name } = renaming;
  const { value } = writtenText(span, renaming);
  const start = value.indexOf(sql);
  const statement = world.read(sql);
  const spread = statement && spreadName(statement, { name, tables: new Set(), output: true });
  if (!spread || start < 0 || spread.problems.length > 0 || spread.items.length > 0 || !spread.output)
    return refusals.uncertain('the rows of a unit test are SQL that names it', span);
  for (const place of spread.names) editWord(start + place.start, span, renaming);
}

/** Edits the word that stands at an offset of the text that a span holds. */
function editWord(offset: number, span: Span, renaming: Renaming): void {
  const { edits, refusals, name, newName } = renaming;
  const { value, scalar } = writtenText(span, renaming);
  const words = wordsIn(value, name);
  const word = words.findIndex(({ start }) => start === offset || start === offset + 1);
  const at = words[word];
  const edit = scalar ? scalarEdit(scalar, { name, newName, word }) : at && { ...at, text: newName };
  if (edit && isPlainName(newName)) edits.add(span.file, edit);
  else refusals.uncertain('the name cannot be written here', span);
}

function writtenText(span: Span, { world }: Renaming) {
  const text = world.project.texts[span.file] ?? '';
  if (!/\.ya?ml$/i.test(span.file)) return { value: text };
  const scalar = world.scalarsOf(span.file).find(({ start, isKey }) => !isKey && start >= span.start);
  return { value: scalar?.value ?? '', ...(scalar && { scalar }) };
}
