import { columnText } from '../columns/column-text.ts';
import { thingAt, type SqlThing } from '../columns/column-at.ts';
import { yamlColumnAt } from '../columns/yaml-column.ts';
import { headerCellAt } from '../columns/seed-header.ts';
import { callAt, wordAt } from '../names/calls-at.ts';
import { contextAt } from './completion-context.ts';
import { calls, functionNamed, functionText } from './functions.ts';
import { findNamed, type Named } from '../names/find-named.ts';
import type { Column } from '../../engines/engine.ts';
import type { FileRange } from '../positions/template-map.ts';
import type { Macro, RelationNode, SourceTable } from '../../project/project.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { AnalysedProject } from '../analysis.ts';
import { catalogue } from '../../diagnostics/catalogue/index.ts';
import { offsetOf, type CatalogueEntry, type Diagnostic } from '../../diagnostics/index.ts';
import { block, code, described } from './markdown.ts';
import { isYaml, type View } from './view.ts';

export interface Hover {
  /** Markdown. */
  readonly text: string;
  readonly range: FileRange;
}

/** What is known of the thing at a place, and what the codes of problems there mean. */
export function hoverAt(view: View, diagnostics: readonly Diagnostic[] = []): Hover | undefined {
  const thing = thingHover(view);
  const explained = view.isCurrent ? explanations(view, diagnostics) : [];
  if (explained.length === 0) return thing;
  const here = { file: view.file, start: view.offset, end: view.offset };
  return { text: [...(thing ? [thing.text] : []), ...explained].join('\n\n---\n\n'), range: thing?.range ?? here };
}

function explanations({ file, text, offset }: View, diagnostics: readonly Diagnostic[]): readonly string[] {
  const here = diagnostics.filter(({ place }) => {
    if (place?.file !== file) return false;
    const end = offsetOf(text, place.endLine, place.endColumn);
    return offsetOf(text, place.line, place.column) <= offset && offset <= end;
  });
  const explain: Readonly<Record<string, Pick<CatalogueEntry<never>, 'explain'>>> = catalogue;
  return [...new Set(here.map(({ code: name }) => name))].flatMap((name) => {
    const entry = explain[name];
    return entry ? [`**${name}**\n\n${entry.explain.trim()}`] : [];
  });
}

function thingHover(view: View): Hover | undefined {
  const { project, file, text, offset, isCurrent } = view;
  const call = callAt(text, offset, { isTemplate: !isYaml(file) });
  if (call) {
    const named = findNamed(project, call);
    return named && { text: namedText(project, named), range: { file, start: call.start, end: call.end } };
  }
  if (!isCurrent) return undefined;
  if (isYaml(file)) {
    const column = yamlColumnAt(project, file, offset);
    return column ? { text: columnText(project, column), range: column.range } : entryHover(view);
  }
  if (file.endsWith('.csv')) return seedHover(view);
  const thing = thingAt(project, file, offset);
  return thing?.kind === 'column' ? { text: thingText(project, thing), range: thing.range } : functionHover(view);
}

/** How many ways to call a function are shown. */
const MAX_CALLS = 8;

function functionHover({ text, file, offset }: View): Hover | undefined {
  const { start, end } = wordAt(text, offset);
  const name = text.slice(start, end);
  const entry = /^\s*\(/.test(text.slice(end, end + 20)) ? functionNamed(name) : undefined;
  if (!entry || contextAt(text, start).kind !== 'column') return undefined;
  const all = calls(name, entry);
  const more = all.length > MAX_CALLS ? [`-- and ${all.length - MAX_CALLS} more`] : [];
  const shown = block([...all.slice(0, MAX_CALLS), ...more].join('\n'), 'sql');
  return { text: `${shown}\n\n${functionText(entry)}`, range: { file, start, end } };
}

/** The name of a model, seed, snapshot or source in its YAML. */
function entryHover({ project, file, offset }: View): Hover | undefined {
  const { nodes, sources } = project.opened.project;
  const isHere = ({ span }: { span: FileRange }) => span.file === file && span.start <= offset && offset <= span.end;
  const source = Object.values(sources).find(isHere);
  if (source) return { text: sourceText(project, source), range: source.span };
  const node = Object.values(nodes).find((one) => 'relation' in one && isHere(one));
  return node && 'relation' in node ? { text: nodeText(project, node), range: node.span } : undefined;
}

function seedHover({ project, file, text, offset }: View): Hover | undefined {
  const seed = Object.values(project.opened.project.nodes).find((node) => node.path === file);
  const column = seed?.resourceType === 'seed' ? headerCellAt(seed, offset, text) : undefined;
  if (!seed || column === undefined) return undefined;
  return { text: columnText(project, { id: seed.uniqueId, column }), range: { file, start: offset, end: offset } };
}

function thingText(project: AnalysedProject, thing: Extract<SqlThing, { kind: 'column' }>): string {
  if (thing.own) return columnText(project, thing.own);
  if (thing.origin) {
    const type = thing.type && formatTrinoType(thing.type);
    const text = columnText(project, thing.origin);
    return thing.name.toLowerCase() === thing.origin.column.toLowerCase()
      ? text
      : `**column** ${code(thing.name)}${type === undefined ? '' : ` ${code(type)}`} of\n\n${text}`;
  }
  return `**column** ${code(thing.name)} ${code(thing.type ? formatTrinoType(thing.type) : 'type not known')}`;
}

function namedText(project: AnalysedProject, named: Named): string {
  switch (named.kind) {
    case 'node':
      return nodeText(project, named.node);
    case 'source':
      return sourceText(project, named.source);
    case 'macro':
      return macroText(named.macro);
    case 'doc':
      return described(named.block.contents);
    case 'var':
      return `**var** ${code(named.name)}\n\n${block(JSON.stringify(named.value, null, 2), 'json')}`;
  }
}

/** Columns beyond these are counted. */
const MAX_COLUMNS = 40;

export function nodeText(project: AnalysedProject, node: RelationNode): string {
  const { name, resourceType, description, config, uniqueId } = node;
  const kind = resourceType === config.materialized ? resourceType : `${resourceType}, ${config.materialized}`;
  return joined([
    `**${resourceType}** ${code(name)} (${kind})`,
    described(description),
    columnsText(project.columnsOf(uniqueId)),
  ]);
}

function sourceText(project: AnalysedProject, source: SourceTable): string {
  const { sourceName, name, description, sourceDescription, uniqueId } = source;
  const declared = Object.values(source.columns).map((column) => ({ name: column.name, type: column.dataType ?? '?' }));
  const columns = project.columnsOf(uniqueId) ?? declared;
  const head = `**source** ${code(`${sourceName}.${name}`)}`;
  return joined([head, described(description || sourceDescription), columnsText(columns)]);
}

function columnsText(columns: readonly Column[] | undefined): string {
  if (!columns) return 'Its columns are not known.';
  const shown = columns.slice(0, MAX_COLUMNS).map(({ name, type }) => `${name} ${type}`);
  const left = columns.length - shown.length;
  return block([...shown, ...(left > 0 ? [`-- and ${left} more`] : [])].join('\n'), 'sql');
}

export function macroText({ name, kind, arguments: parameters, description }: Macro): string {
  const signature = `${kind === 'test' ? 'test ' : ''}${name}(${parameters.map((one) => one.name).join(', ')})`;
  const list = parameters
    .filter((one) => one.description !== '' || one.type !== undefined)
    .map((one) =>
      `- ${code(one.name)}${one.type === undefined ? '' : ` ${code(one.type)}`} ${described(one.description)}`.trimEnd(),
    );
  return joined([block(signature, 'jinja'), described(description), list.join('\n')]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
