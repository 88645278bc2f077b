import type { AnalysedProject } from '../analysis.ts';
import { wordAt } from '../names/calls-at.ts';
import type { FileRange } from '../positions/template-map.ts';
import { isSame, type NodeColumnName } from './column-place.ts';

export interface YamlColumn extends NodeColumnName {
  readonly range: FileRange;
}

/** The column that a place of a YAML file names: an entry of `columns:`, a key's value in the configuration, or a test's argument. */
export function yamlColumnAt(project: AnalysedProject, file: string, offset: number): YamlColumn | undefined {
  return declaredAt(project, file, offset) ?? mentionedAt(project, file, offset);
}

function declaredAt(project: AnalysedProject, file: string, offset: number): YamlColumn | undefined {
  const { nodes, sources } = project.opened.project;
  for (const of of [...Object.values(nodes), ...Object.values(sources)]) {
    if (!('columns' in of)) continue;
    for (const { name, span } of Object.values(of.columns)) {
      if (span.file === file && span.start <= offset && offset <= span.end)
        return { id: of.uniqueId, column: name, range: span };
    }
  }
  return undefined;
}

/** A word that is the name of a column of the node whose entry it stands in. */
function mentionedAt(project: AnalysedProject, file: string, offset: number): YamlColumn | undefined {
  const text = project.opened.project.texts[file] ?? '';
  const key = lineKey(text, offset);
  if (key === undefined) return undefined;
  const word = wordAt(text, offset);
  const id =
    key === 'field'
      ? (relatedNode(project, text, offset) ?? ownerAt(project, file, offset))
      : ownerAt(project, file, offset);
  if (id === undefined) return undefined;
  const column = project.columnsOf(id)?.find(({ name }) => isSame(name, text.slice(word.start, word.end)));
  return column && { id, column: column.name, range: { file, ...word } };
}

/** Keys whose values are names of columns, in tests and in configuration. */
const COLUMN_KEYS = new Set([
  'column_name',
  'field',
  'combination_of_columns',
  'unique_key',
  'partitioned_by',
  'merge_update_columns',
  'merge_exclude_columns',
  'deduplicate_order_by',
  'updated_at',
  'check_cols',
  'event_time',
  'loaded_at_field',
  'group_by_columns',
  'compare_columns',
]);

/** The key that the value at an offset belongs to: that of its line, or of a list that the line is an item of. */
function lineKey(text: string, offset: number): string | undefined {
  let end = offset;
  for (let line = 0; line < 30; line++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const until = text.indexOf('\n', start);
    const content = text.slice(start, until < 0 ? undefined : until);
    const key = [...content.matchAll(/([\w+-]+)\s*:/g)].findLast(
      (match) => line > 0 || start + match.index + match[0].length <= offset,
    )?.[1];
    if (key !== undefined) return COLUMN_KEYS.has(key.replace(/^\+/, '')) ? key.replace(/^\+/, '') : undefined;
    if (!/^\s*-\s/.test(content) || start === 0) return undefined;
    end = start - 1;
  }
  return undefined;
}

/** The last node or source that the file names before an offset. */
function ownerAt({ opened: { project } }: AnalysedProject, file: string, offset: number): string | undefined {
  const named = [...Object.values(project.nodes).filter(({ resourceType }) => resourceType !== 'test'), ...Object.values(project.sources)]; // prettier-ignore
  const before = named.filter(({ span }) => span.file === file && span.start <= offset);
  return before.sort((a, b) => b.span.start - a.span.start)[0]?.uniqueId;
}

/** The node of `to: ref('x')` beside a `field:` of a relationships test. */
function relatedNode({ opened: { project } }: AnalysedProject, text: string, offset: number): string | undefined {
  const from = Math.max(0, offset - 200);
  const near = [...text.slice(from, offset + 200).matchAll(/\bto:\s*["']?ref\(\s*['"]([^'"]+)['"]\s*\)/g)];
  const distance = (match: RegExpMatchArray) => Math.abs(from + match.index! - offset);
  const name = near.sort((a, b) => distance(a) - distance(b))[0]?.[1];
  return Object.values(project.nodes).find((node) => node.name === name && 'relation' in node)?.uniqueId;
}
