import { relationsAround, type WrittenRelation } from '../columns/relations-in-text.ts';
import { descriptionOf, nodeLabel } from '../columns/column-text.ts';
import { isSame } from '../columns/column-place.ts';
import { visitTree, type TreeNode } from '../positions/tree-path.ts';
import { createResolver } from '../../graph/index.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { Query } from '../../sql/tree.ts';
import type { AnalysedProject, Reading } from '../analysis.ts';
import { templateNames } from './template-names.ts';
import { functionItems } from './functions.ts';
import { configKeys, configValues } from './config-words.ts';
import { contextAt, type CompletionContext } from './completion-context.ts';
import { described } from './markdown.ts';
import { isYaml, type View } from './view.ts';
import { yamlColumnNames } from './yaml-columns.ts';

export type CompletionKind =
  'model' | 'source' | 'macro' | 'column' | 'key' | 'value' | 'doc' | 'relation' | 'function';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** What is put in; by default the label. */
  readonly text?: string | undefined;
}

export interface Completions {
  /** Where the word begins that is replaced; it ends at the cursor. */
  readonly start: number;
  readonly items: readonly Completion[];
  /** More is offered when more was typed: the editor has to ask again. */
  readonly isIncomplete?: boolean;
}

export interface CompletionView extends View {
  /** The last readings of the file's nodes that were whole queries: a text that is being typed is none. */
  readonly lastReadings: readonly Reading[];
}

/** What can stand at a place. */
export function completionsAt(view: CompletionView): Completions {
  const { text, offset, file } = view;
  if (isYaml(file)) return yamlCompletions(view);
  const context = contextAt(text, offset);
  const items = itemsFor(context, view);
  if (context.kind !== 'column' || context.of !== undefined) return { start: context.start, items };
  // Functions come with the first letter: before it there would be too many.
  const functions = functionItems(text.slice(0, context.start), text.slice(context.start, offset));
  return { start: context.start, items: [...items, ...functions], isIncomplete: context.start === offset };
}

function yamlCompletions(view: CompletionView): Completions {
  const line = view.text.slice(view.text.lastIndexOf('\n', view.offset - 1) + 1, view.offset);
  // Calls in YAML stand in no tag.
  const context = /\b(?:ref|source|doc|var)\([^)]*$/.test(line) ? contextAt(`{{ ${line}`, line.length + 3) : undefined;
  if (context) return { start: view.offset - line.length + context.start - 3, items: itemsFor(context, view) };
  return yamlColumnNames(view);
}

function itemsFor(context: CompletionContext, view: CompletionView): readonly Completion[] {
  const { project, text, file } = view;
  const { nodes, sources, docs } = project.opened.project;
  switch (context.kind) {
    case 'ref':
      return Object.values(nodes).flatMap((node): Completion[] => {
        if (!('relation' in node) || (node.path === file && node.resourceType !== 'snapshot')) return [];
        const { name, resourceType, config, description } = node;
        const detail = resourceType === 'model' ? `${config.materialized} model` : resourceType;
        return [
          {
            label: name,
            kind: 'model',
            detail,
            documentation: described(description),
            text: inQuotes(name, context, view),
          },
        ];
      });
    case 'source': {
      const names = new Set(Object.values(sources).map(({ sourceName }) => sourceName));
      return [...names].map((name) => ({ label: name, kind: 'source', text: inQuotes(name, context, view) }));
    }
    case 'table':
      return Object.values(sources)
        .filter(({ sourceName }) => sourceName === context.source)
        .map(({ name, description }) => {
          return {
            label: name,
            kind: 'source',
            documentation: described(description),
            text: inQuotes(name, context, view),
          };
        });
    case 'doc':
      return Object.values(docs).map(({ name }) => ({ label: name, kind: 'doc', text: inQuotes(name, context, view) }));
    case 'var':
      return Object.entries(project.opened.project.vars).map(([name, value]) => {
        return { label: name, kind: 'value', detail: JSON.stringify(value), text: inQuotes(name, context, view) };
      });
    case 'config-key':
      return configKeys(resourceTypeOf(view));
    case 'config-value':
      return [...configValues(resourceTypeOf(view), context.key, context.isQuoted), ...columnValues(context, view)];
    case 'template-name':
      return templateNames(project.opened);
    case 'column':
      return columnItems(context.of, relationsAround(text, view.offset), view);
    case 'nothing':
      return [];
  }
}

/** The name as it stands in quotes: with quotes of its own where none was typed yet. */
function inQuotes(name: string, { start }: CompletionContext, { text }: View): string {
  return /['"]/.test(text[start - 1] ?? '') ? name : `'${name}'`;
}

function resourceTypeOf({ file, project }: View): 'model' | 'snapshot' | 'seed' | 'test' | 'analysis' {
  const id = project.nodesIn(file)[0];
  const type = id === undefined ? undefined : project.opened.project.nodes[id]?.resourceType;
  return type ?? 'model';
}

/** Keys of the configuration whose values are columns of the model. */
const COLUMN_KEYS = /^(unique_key|partitioned_by|merge_(update|exclude)_columns|event_time|updated_at|check_cols)$/;

function columnValues({ key, isQuoted }: { key: string; isQuoted: boolean }, view: CompletionView): Completion[] {
  if (!isQuoted || !COLUMN_KEYS.test(key)) return [];
  return view.project.nodesIn(view.file).flatMap((id) => columnsOfNode(view, id));
}

function columnItems(
  of: string | undefined,
  relations: readonly WrittenRelation[],
  view: CompletionView,
): readonly Completion[] {
  const wanted = of === undefined ? relations : relations.filter(({ name }) => isSame(name, of));
  const columns = wanted.flatMap((relation) => columnsOfRelation(relation, view));
  const unknown = of !== undefined && wanted.length === 0 ? derivedColumns(of, view.lastReadings) : [];
  const named = of === undefined ? relations.flatMap(({ name }): Completion[] => (name === undefined ? [] : [{ label: name, kind: 'relation' }])) : []; // prettier-ignore
  const ctes = of === undefined ? cteNames(view.text).map((label): Completion => ({ label, kind: 'relation', detail: 'common table' })) : []; // prettier-ignore
  return unique([...columns, ...unknown, ...named, ...ctes]);
}

function columnsOfRelation({ of }: WrittenRelation, view: CompletionView): readonly Completion[] {
  const resolver = createResolver(view.project.opened.project);
  if ('this' in of) return view.project.nodesIn(view.file).flatMap((id) => columnsOfNode(view, id));
  if ('named' in of) return derivedColumns(of.named, view.lastReadings);
  const found = 'ref' in of ? resolver.ref({ name: of.ref }) : resolver.source(of);
  return found ? columnsOfNode(view, found.uniqueId) : [];
}

function columnsOfNode({ project }: { readonly project: AnalysedProject }, id: string): readonly Completion[] {
  const { nodes, sources } = project.opened.project;
  const declared = Object.values((sources[id] ?? (nodes[id] as { columns?: object }))?.columns ?? {}) as { name: string; dataType?: string }[]; // prettier-ignore
  const columns = project.columnsOf(id) ?? declared.map(({ name, dataType }) => ({ name, type: dataType ?? '' }));
  return columns.map(({ name, type }) => ({
    label: name,
    kind: 'column',
    detail: `${type} ${nodeLabel(project, id)}`.trim(),
    documentation: descriptionOf(project, { id, column: name }),
    text: written(name),
  }));
}

/** A name that is no plain word stands in quotes. */
function written(name: string): string | undefined {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? undefined : `"${name.replaceAll('"', '""')}"`;
}

/** Columns of a CTE or a subquery, from the last time that the text was a whole query. */
function derivedColumns(name: string, readings: readonly Reading[]): readonly Completion[] {
  for (const { bound } of readings) {
    const query = bound && queryNamed(bound.statement.query, name);
    const columns = query && bound.facts.query(query)?.columns;
    if (columns)
      return columns.flatMap(
        (column): Completion[] =>
        column.name === undefined
          ? []
          : [{ label: column.name, kind: 'column', detail: `${column.type ? formatTrinoType(column.type) : ''} ${name}`.trim(), text: written(column.name) }], // prettier-ignore
      );
  }
  return [];
}

function queryNamed(root: Query, name: string): Query | undefined {
  let found: Query | undefined;
  visitTree(root, (node) => {
    const { query, alias, name: own } = node as TreeNode & { query?: Query; alias?: { name: string }; name?: string };
    if (query && (isSame(own, name) || isSame(alias?.name, name))) found ??= query;
  });
  return found;
}

function cteNames(text: string): readonly string[] {
  return [
    ...text.matchAll(/(?:\bwith(?:\s+recursive)?|,)\s+([\p{L}_][\p{L}\p{N}_$]*)(?:\s*\([^()]*\))?\s+as\s*\(/giu),
  ].map(([, name = '']) => name);
}

function unique(items: readonly Completion[]): readonly Completion[] {
  const seen = new Set<string>();
  return items.filter(({ label, kind }) => {
    const key = `${kind} ${label.toLowerCase()}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
