import { sourceOf, type CompilableNode } from '../../compile/compiler.ts';
import { diagnose, placeIn, type Diagnostic, type Span } from '../../diagnostics/index.ts';
import { templateTexts } from '../../jinja/index.ts';
import type { ColumnRef } from '../../lineage/column-graph.ts';
import type { UnitTestRows } from '../../project/project.ts';
import type { Carrier } from './carriers.ts';
import { configNames } from './config-edits.ts';
import type { NameAt } from './names.ts';
import { refuseTarget } from './refuse-target.ts';
import { passedFrom, spreadName, type ReadStatement } from './spread.ts';
import { NAMING } from './template-edits.ts';
import { printedAt } from './template-places.ts';
import { testsOf } from './test-edits.ts';
import { rowsOf } from './unit-test-edits.ts';
import { createWorld, templated, templateOffset, tryText, type RenameProject, type RenameTools, type World } from './world.ts'; // prettier-ignore
import { columnEntry } from './yaml-columns.ts';
import { sameName, wordAt, wordsIn } from './words.ts';

/** The column that a place of a file names. */
export interface ColumnAt {
  readonly column: ColumnRef;
  /** The name alone, without quotes. */
  readonly span: Span;
}

/** What stands at a place: a column that can be renamed, or why it cannot; undefined where no column is named. */
export type AtPlace = ColumnAt | { readonly refusal: Diagnostic } | undefined;

/** Finds the column that is named at an offset of a file: in SQL, in a template's texts, in YAML, in rows of unit tests. */
export function columnAt(project: RenameProject, file: string, offset: number, tools: RenameTools): AtPlace {
  const world = createWorld(project, tools);
  const { texts } = world.project;
  const text = texts[file];
  const range = text === undefined ? undefined : nameRange(text, file, offset);
  if (text === undefined || !range) return undefined;
  const span = { file, ...range };
  const name = text.slice(range.start, range.end);
  const isQuery = !isYamlFile(file) && project.nodesIn(file).length > 0;
  const found = isQuery ? inTemplates(world, project.nodesIn(file), span, name) : inYaml(world, span, name);
  if (!found) return undefined;
  if ('reason' in found) {
    const at = placeIn({ file, text }, range.start, range.end);
    return { refusal: diagnose('rename-uncertain', { column: name, reason: found.reason }, { at }) };
  }
  const refusal = refuseTarget(project, found);
  if (refusal) return { refusal };
  const written = project.columnsOf(found.node)?.find((column) => sameName(column.name, found.column));
  return { column: { node: found.node, column: written?.name ?? found.column }, span };
}

function isYamlFile(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}

type Found = ColumnRef | { readonly reason: string } | undefined;

// A name in double quotes may hold any character.
function nameRange(text: string, file: string, offset: number): { start: number; end: number } | undefined {
  if (/\.sql$/i.test(file)) {
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const line = text.slice(lineStart).split('\n')[0] ?? '';
    for (const quoted of line.matchAll(/"([^"\n]+)"/g)) {
      const start = lineStart + quoted.index + 1;
      const end = start + (quoted[1]?.length ?? 0);
      if (start <= offset && offset <= end) return { start, end };
    }
  }
  return wordAt(text, offset);
}

function inTemplates(world: World, ids: readonly string[], span: Span, name: string): Found {
  let reason: Found;
  for (const id of ids) {
    const node = templated(world.project.nodes[id]);
    if (!node) continue;
    const found = inQuery(world, node, span) ?? inTags(world, node, span, name);
    if (found && !('reason' in found)) return found;
    reason ??= found;
  }
  return reason;
}

function inQuery(world: World, node: CompilableNode, span: Span): Found {
  const at = span.start - templateOffset(node);
  let found: Found;
  for (const reading of world.readingsOf(node)) {
    for (const place of printedAt(reading.rendered, node.path, at)) {
      const name = reading.statement?.names.find(({ start, end }) => start <= place && place < end);
      found ??= name && reading.statement && columnOf(node, reading.statement, name);
    }
  }
  return found;
}

/**
 * The node's column that a name in a query means: an input's, or the node's own that it becomes under this name. Data of sources and seeds that
 * an item passes on is the node's own column.
 */
function columnOf(node: CompilableNode, statement: ReadStatement, { carrier, name }: NameAt): Found {
  if (!carrier) return { reason: 'it is not known what the name means here' };
  if (carrier.kind === 'table') {
    const isData = /^(source|seed)\./.test(carrier.id);
    const own = isData && node.resourceType !== 'analysis' && node.resourceType !== 'test';
    const { output } = spreadName(statement, { name, tables: new Set([carrier.id]), output: false });
    return own && output ? { node: node.uniqueId, column: name } : { node: carrier.id, column: carrier.column };
  }
  if (becomesOwn(statement, carrier, name)) return { node: node.uniqueId, column: name };
  const origin = originOf(statement, carrier);
  return origin ? { node: origin.id, column: origin.column } : { reason: 'it is a name within this query alone' };
}

function becomesOwn({ bound, carriers }: ReadStatement, carrier: Carrier, name: string): boolean {
  const seen = new Set<Carrier>();
  const reaches = (from: Carrier | undefined): boolean => {
    if (!from || seen.has(from)) return false;
    seen.add(from);
    if (from === carrier) return true;
    if (from.kind === 'merged') return reaches(from.left) || reaches(from.right);
    return from.kind === 'output' && reaches(passedFrom(from.column, carriers));
  };
  return (bound.columns ?? []).some((column) => sameName(column.name, name) && reaches(carriers.ofOutput(column)));
}

function originOf({ carriers }: ReadStatement, carrier: Carrier): Extract<Carrier, { kind: 'table' }> | undefined {
  const seen = new Set<Carrier>();
  for (let at: Carrier | undefined = carrier; at && !seen.has(at);) {
    seen.add(at);
    if (at.kind === 'table') return at;
    at = at.kind === 'output' ? passedFrom(at.column, carriers) : at.kind === 'merged' ? at.left : undefined;
  }
  return undefined;
}

/** A text in a tag: in `config()` it is the node's own column, in a watermark its input's; else what it prints says it. */
function inTags(world: World, node: CompilableNode, span: Span, name: string): Found {
  const source = sourceOf(node, world.project.texts);
  const at = span.start - templateOffset(node);
  const text = templateTexts(source).find(({ kind, start, end }) => kind === 'string' && start < at && at < end);
  if (!text) return undefined;
  const call = text.calls.find((one) => ['config', 'watermark', 'high_watermark'].includes(one));
  if (call === 'config')
    return configNames(node, span.file, span.start, name) ? { node: node.uniqueId, column: name } : undefined;
  if (call !== undefined) {
    const calls = world.opened.graph.watermarks[node.uniqueId] ?? [];
    const watermark = calls.find((one) => one.span.start <= span.start && span.end <= one.span.end);
    return watermark && { node: watermark.of, column: watermark.column };
  }
  return text.calls.some((one) => NAMING.has(one)) ? undefined : printedColumn(world, node, at, name);
}

// The word is marked, and where the mark comes out stands what it means.
function printedColumn(world: World, node: CompilableNode, at: number, name: string): Found {
  const source = sourceOf(node, world.project.texts);
  const mark = `${name}__marked`;
  const text = source.text.slice(0, at) + mark + source.text.slice(at + name.length);
  const { compiler } = world.withMacros(new Map());
  for (const { situation, rendered, statement } of world.readingsOf(node)) {
    const marked = tryText(compiler, node, { ...source, text }, situation);
    const place = marked?.indexOf(mark) ?? -1;
    if (!statement || place < 0 || marked?.replaceAll(mark, name) !== rendered.text) continue;
    const found = statement.names.find(({ start, end }) => start <= place && place < end);
    if (found && sameName(found.name, name)) return columnOf(node, statement, found);
  }
  return undefined;
}

function inYaml(world: World, span: Span, name: string): Found {
  const { project } = world;
  const isHere = (other: Span | undefined) =>
    other !== undefined && other.file === span.file && other.start <= span.start && span.end <= other.end;
  for (const node of [...Object.values(project.nodes), ...Object.values(project.sources)])
    if (isHere(columnEntry(project, node.uniqueId, name)?.span)) return { node: node.uniqueId, column: name };
  return inRows(world, span, name) ?? inArguments(world, span, name) ?? inYamlConfig(world, span, name);
}

function inRows(world: World, span: Span, name: string): Found {
  const { project } = world;
  for (const { rows, id } of Object.values(project.unitTests).flatMap((unitTest) => rowsOf(project, unitTest))) {
    if (id === undefined || rows.span.file !== span.file) continue;
    const cell = rows.rowSpans?.some(({ cells }) =>
      Object.values(cells ?? {}).some(({ key }) => key.start <= span.start && span.end <= key.end),
    );
    if (cell || isInHeader(world, rows, span, name)) return { node: id, column: name };
  }
  return undefined;
}

function isInHeader(
  { project, scalarsOf }: World,
  { rows = [], span: at }: UnitTestRows,
  span: Span,
  name: string,
): boolean {
  if (!rows.some((row) => Object.keys(row).some((key) => sameName(key, name)))) return false;
  const text = project.texts[span.file] ?? '';
  const isYaml = isYamlFile(span.file);
  const scalar = isYaml ? scalarsOf(span.file).find(({ start, isKey }) => !isKey && start >= at.start) : undefined;
  if (isYaml && scalar?.style !== 'block') return false;
  const from = scalar ? text.indexOf('\n', scalar.start) + 1 : 0;
  const lineStart = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  const lineEnd = text.indexOf('\n', lineStart);
  return lineStart <= span.start && (lineEnd < 0 || span.end <= lineEnd);
}

// What an argument of a test means is what the test's query makes of it: the node it is attached to, or one that it names.
function inArguments(world: World, span: Span, name: string): Found {
  const { project, opened, columnsOf, scalarsOf } = world;
  const scalars = scalarsOf(span.file);
  const at = scalars.find(({ start, end, isKey }) => !isKey && start <= span.start && span.end <= end);
  const tests = testsOf(new Set([...Object.keys(project.nodes), ...Object.keys(project.sources)]), world);
  for (const test of tests) {
    const key = scalars.find(({ start }) => test.span.file === span.file && start === test.span.start);
    const holder = key && (key.isKey ? key.path : key.path.slice(0, -1));
    if (!holder || !at || !holder.every((step, index) => at.path[index] === step)) continue;
    const has = (id: string) => columnsOf(id)?.some((column) => sameName(column.name, name)) ?? false;
    const others = (opened.graph.nodes[test.uniqueId]?.parents ?? []).filter((id) => id !== test.test.attachedTo);
    const isOthers = at.path.at(-1) === 'field' || at.path.some((step) => String(step).startsWith('compare_'));
    const ids = isOthers ? [...others, test.test.attachedTo] : [test.test.attachedTo, ...others];
    const id = ids.find(has);
    if (id !== undefined) return { node: id, column: name };
  }
  return undefined;
}

function inYamlConfig({ project, columnsOf, scalarsOf }: World, span: Span, name: string): Found {
  const scalars = scalarsOf(span.file);
  const at = scalars.find(({ start, end, isKey }) => !isKey && start <= span.start && span.end <= end);
  const key = at?.path
    .findLast((step) => typeof step === 'string')
    ?.toString()
    .replace(/^\+/, '');
  if (!at || key === undefined || wordsIn(at.value, name).length === 0) return undefined;
  const nodes = Object.values(project.nodes).filter(({ configSpans }) => {
    const set = configSpans[key];
    if (set?.file !== span.file || set.start > span.start) return false;
    const first = scalars.find(({ start, isKey }) => !isKey && start >= set.start);
    return first?.path.slice(0, -1).join('\n') === at.path.slice(0, -1).join('\n') || first === at;
  });
  const [node, other] = nodes.filter(({ uniqueId }) => columnsOf(uniqueId)?.some((column) => sameName(column.name, name))); // prettier-ignore
  if (other) return { reason: `"${key}" is set here for several models` };
  return node && configNames(node, span.file, span.start, name) ? { node: node.uniqueId, column: name } : undefined;
}
