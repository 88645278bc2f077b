import { relationsAround, type WrittenRelation } from '../columns/relations-in-text.ts';
import { isSame } from '../columns/column-place.ts';
import type { Reading } from '../analysis.ts';
import { templateNames } from './template-names.ts';
import { functionItems } from './functions.ts';
import { configKeys, configValues } from './config-words.ts';
import { contextAt, type CompletionContext } from './completion-context.ts';
import { described } from './markdown.ts';
import { columnsOfNode, columnsOfRelation, namedColumns } from './relation-columns.ts';
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
  const unknown = of !== undefined && wanted.length === 0 ? namedColumns(of, view) : [];
  const named = of === undefined ? relations.flatMap(({ name }): Completion[] => (name === undefined ? [] : [{ label: name, kind: 'relation' }])) : []; // prettier-ignore
  const ctes = of === undefined ? cteNames(view.text).map((label): Completion => ({ label, kind: 'relation', detail: 'common table' })) : []; // prettier-ignore
  return unique([...columns, ...unknown, ...named, ...ctes]);
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
