import { descriptionOf } from '../columns/column-text.ts';
import type { Completion, Completions } from './completion.ts';
import type { View } from './view.ts';

/** Names for `- name:` below `columns:`: the columns that the model returns and that are not described yet. */
export function yamlColumnNames({ project, text, offset }: View): Completions {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const name = /^(\s*)-\s+name:\s*["']?([\p{L}\p{N}_$]*)$/u.exec(line);
  const id = name ? ownerOf(text.slice(0, offset - line.length), name[1]!.length, project.opened.project) : undefined;
  if (!name || id === undefined) return { start: offset, items: [] };
  const items = (project.columnsOf(id) ?? []).map(({ name: label, type }): Completion => {
    return { label, kind: 'column', detail: type, documentation: descriptionOf(project, { id, column: label }) };
  });
  return { start: offset - name[2]!.length, items };
}

interface Outline {
  readonly nodes: Readonly<Record<string, { readonly name: string; readonly uniqueId: string }>>;
  readonly sources: Readonly<
    Record<string, { readonly name: string; readonly uniqueId: string; readonly sourceName: string }>
  >;
}

/** The unique id of the node or source table whose `columns:` a line with this indent is in, read from the lines above. */
function ownerOf(above: string, indent: number, { nodes, sources }: Outline): string | undefined {
  const lines = above.split(/\r?\n/);
  let at = lines.length - 1;
  for (; at >= 0; at--) {
    const line = lines[at]!;
    if (/^\s*columns:\s*$/.test(line) && indentOf(line) <= indent) break;
    if (line.trim() !== '' && indentOf(line) < indent) return undefined;
  }
  if (at < 0) return undefined;
  const inner = indentOf(lines[at]!);
  const table = nameAbove(lines, at, inner);
  if (!table) return undefined;
  const node = Object.values(nodes).find(
    (one) => one.name === table.name && /^(model|seed|snapshot)\./.test(one.uniqueId),
  );
  if (node && !/^\s*tables:/.test(parentKey(lines, table.line))) return node.uniqueId;
  const source = nameAbove(lines, table.line, indentOf(lines[table.line]!));
  return Object.values(sources).find((one) => one.name === table.name && one.sourceName === source?.name)?.uniqueId;
}

/** `name:` of the entry that a line is part of: beside it or with the entry's dash. */
function nameAbove(lines: readonly string[], from: number, indent: number): { name: string; line: number } | undefined {
  for (let line = from - 1; line >= 0; line--) {
    const match = /^(\s*)(-\s+)?name:\s*["']?([^"'\s#]+)/.exec(lines[line]!);
    if (!match) continue;
    const column = match[1]!.length + (match[2]?.length ?? 0);
    if (column <= indent && (match[2] !== undefined || column === indent)) return { name: match[3]!, line };
  }
  return undefined;
}

/** The nearest line above that is less indented: the key of the list that an entry is in. */
function parentKey(lines: readonly string[], from: number): string {
  const indent = indentOf(lines[from]!);
  for (let line = from - 1; line >= 0; line--) {
    const text = lines[line]!;
    if (text.trim() !== '' && (indentOf(text) < indent || (indentOf(text) === indent && !/^\s*-/.test(text))))
      return text;
  }
  return '';
}

function indentOf(line: string): number {
  return /^\s*/.exec(line)![0].length;
}
