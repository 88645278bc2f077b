import type { Span } from '../../diagnostics/index.ts';
import type { NodeConfig, ProjectNode } from '../../project/project.ts';
import { tokenize } from '../../sql/parse/tokenize.ts';
import type { Renaming } from './world.ts';
import { scalarEdit, scalarsAt } from './yaml-words.ts';
import { isPlainName, wordsIn, type TextEdit } from './words.ts';

type Key = keyof NodeConfig;

/** Keys whose values are names of the node's own columns. */
const NAMES: readonly Key[] = [
  'unique_key',
  'merge_update_columns',
  'merge_exclude_columns',
  'event_time',
  'updated_at',
  'check_cols',
];
/** Keys whose values are SQL over the node's own columns. */
const SQL: readonly Key[] = [
  'partitioned_by',
  'deduplicate_order_by',
  'incremental_predicates',
  'update_condition',
  'insert_condition',
  'delete_condition',
];
/** Keys whose values may name columns in ways that are not looked into. */
const OPAQUE: readonly Key[] = [
  'local_sql',
  'pre_hook',
  'post_hook',
  'table_properties',
  'dbt_valid_to_current',
  'other',
];

/** What a merge calls its two sides. */
const SIDES: ReadonlySet<string> = new Set(['src', 'target', 'dbt_internal_source', 'dbt_internal_dest']);

/** SQL that is looked into for nothing but the name, of the nodes that read the column. */
const READING: readonly Key[] = ['local_sql', 'pre_hook', 'post_hook'];

/** Refuses where SQL beside the queries, as hooks, may name the column: it is not bound. */
export function refuseHooks(touched: Iterable<ProjectNode>, { world, refusals, nodes, name }: Renaming): void {
  for (const node of touched) {
    if (nodes.has(node.uniqueId)) continue;
    for (const key of READING)
      if (wordsIn(JSON.stringify(node.config[key] ?? ''), name).length > 0)
        refusals.uncertain(`the configuration "${key}" of "${node.name}" names it`, spanOf(node, key));
  }
  const { onRunStart, onRunEnd } = world.project.settings;
  for (const { sql, span } of [...onRunStart, ...onRunEnd])
    if (wordsIn(sql, name).length > 0) refusals.uncertain('a hook of the project names it', span);
}

/** Edits what the configuration of renamed nodes says of the column. */
export function editConfig(renaming: Renaming): void {
  const { world, refusals, nodes, name } = renaming;
  for (const id of nodes) {
    const node = world.project.nodes[id];
    if (!node) continue;
    for (const key of [...NAMES, ...SQL]) editKey(node, key, renaming);
    for (const key of OPAQUE)
      if (wordsIn(JSON.stringify(node.config[key] ?? ''), name).length > 0)
        refusals.uncertain(`the configuration "${key}" of "${node.name}" names it`, spanOf(node, key));
  }
}

function editKey(node: ProjectNode, key: Key, renaming: Renaming): void {
  const { world, refusals, edits, name, nodes } = renaming;
  const value = node.config[key];
  const values = textsOf(value);
  const words = values.flatMap((text) => wordsIn(text, name).map((word) => ({ text, ...word })));
  const renamed = words.map(({ text, start, end }) => meaning(key, text, start, end));
  if (!renamed.includes('column') && !renamed.includes('unclear')) return;
  const span = spanOf(node, key);
  const shared = Object.values(world.project.nodes).find((other) => {
    const theirs = other.configSpans[key];
    return !nodes.has(other.uniqueId) && theirs?.file === span.file && theirs.start === span.start;
  });
  if (shared) return refusals.uncertain(`"${key}" is set here for "${shared.name}", too`, span);
  const places = wordPlaces(span, Array.isArray(value), renaming);
  if (renamed.includes('unclear') || node.writtenConfig?.[key] !== undefined || places?.length !== words.length)
    return refusals.uncertain(`what "${key}" says of it cannot be changed with certainty`, span);
  places.forEach((edit, index) => {
    if (renamed[index] === 'column') edits.add(span.file, edit);
  });
}

/** The edit of each word of the name in a configured value, in the order of its text; undefined where one cannot be edited. */
function wordPlaces(span: Span, isList: boolean, { world, name, newName }: Renaming): readonly TextEdit[] | undefined {
  const text = world.project.texts[span.file] ?? '';
  if (!/\.ya?ml$/i.test(span.file)) {
    if (!isPlainName(newName)) return undefined;
    return wordsIn(text.slice(span.start, span.end), name).map(({ start, end }) => {
      return { start: start + span.start, end: end + span.start, text: newName };
    });
  }
  const found = scalarsAt(world.scalarsOf(span.file), span, isList).flatMap((scalar) =>
    wordsIn(scalar.value, name).map((_, word) => scalarEdit(scalar, { name, newName, word })),
  );
  return found.every((edit) => edit !== undefined) ? found : undefined;
}

function meaning(key: Key, text: string, start: number, end: number): 'column' | 'other' | 'unclear' {
  if (NAMES.includes(key)) return start === 0 && end === text.length ? 'column' : 'other';
  const tokens = tokenize(text);
  const index = tokens.findIndex((token) => token.start <= start && end <= token.end);
  const token = tokens[index];
  if (!token?.isName || tokens[index + 1]?.key === '(') return 'other';
  if (tokens[index - 1]?.key !== '.') return 'column';
  return SIDES.has(tokens[index - 2]?.key ?? '') && tokens[index - 3]?.key !== '.' ? 'column' : 'unclear';
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}

function spanOf({ configSpans, span }: ProjectNode, key: Key): Span {
  return configSpans[key] ?? span;
}

/** The key of a node's configuration whose value names the column at an offset of a file. */
export function configNames(node: ProjectNode, file: string, offset: number, name: string): boolean {
  return [...NAMES, ...SQL].some((key) => {
    const span = node.configSpans[key];
    if (!span || span.file !== file || offset < span.start) return false;
    const isInside = offset <= span.end || /\.ya?ml$/i.test(file);
    return isInside && textsOf(node.config[key]).some((text) => wordsIn(text, name).length > 0);
  });
}
