import type { Node, YAMLMap } from 'yaml';
import type { YamlLibrary } from '../read-yaml.ts';
import { openYamlEditor, type YamlEditor } from './yaml-editor.ts';
import type { YamlEntry } from './yaml-text.ts';

/** A column as a catalog has it; without a type where the type has no name in Trino. */
export interface CatalogColumn {
  readonly name: string;
  readonly type?: string;
  readonly comment?: string;
}

export interface CatalogTable {
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly CatalogColumn[];
}

/** A declared table whose columns are to be as the catalog's. */
export interface TableEdit {
  readonly id: string;
  /** Where the table's name stands in the file. */
  readonly offset: number;
  readonly columns: readonly CatalogColumn[];
}

/** What an edit of one table did, and did not. */
export interface TableEdited {
  readonly id: string;
  readonly added: readonly CatalogColumn[];
  readonly retyped: readonly { readonly name: string; readonly from?: string; readonly to: string }[];
  /** Declared, and not in the catalog: they stay. */
  readonly gone: readonly string[];
  /** Why something could not be written. */
  readonly problem?: string;
}

/** Whether two types mean the same in the catalog that was read. */
export type SameType = (declared: string, found: string) => boolean;

export interface SourceFileEdit {
  readonly text: string;
  readonly tables: readonly TableEdited[];
}

/** Writes columns into the `sources:` of a YAML text: new ones at the end, other types in place. Everything else stays as it is. */
export function editSources(
  text: string,
  edits: readonly TableEdit[],
  { library, sameType }: { library: YamlLibrary; sameType: SameType },
): SourceFileEdit {
  const editor = openYamlEditor(text, library);
  if (!editor) return { text, tables: edits.map(({ id }) => refused(id, 'the file cannot be read')) };
  const declared = declaredTables(editor, library);
  const tables = edits.map((edit) => {
    const map = declared.find((candidate) => holdsName(candidate, editor, edit.offset));
    return map ? editTable(map, edit, editor, library, sameType) : refused(edit.id, 'an alias brings it in');
  });
  const edited = editor.text();
  // A form that was not foreseen must not become a broken file.
  if (openYamlEditor(edited, library)) return { text: edited, tables };
  return { text, tables: edits.map(({ id }) => refused(id, 'its form is not understood')) };
}

/** A source by its name and the schema that it means. */
export interface SourceName {
  readonly name: string;
  readonly schema: string;
}

/** Adds tables to a source in a YAML text; undefined where the text has no such source, or none that can be added to. */
export function addTables(
  text: string,
  source: SourceName,
  tables: readonly CatalogTable[],
  library: YamlLibrary,
): string | undefined {
  const editor = openYamlEditor(text, library);
  const map = editor && declaredSources(editor, library).find((one) => isSource(one, source, editor, library));
  return map && editor.append(map, 'tables', tables.map(tableEntry)) ? editor.text() : undefined;
}

function isSource(map: YAMLMap, { name, schema }: SourceName, editor: YamlEditor, library: YamlLibrary): boolean {
  const text = (key: string) => textOf(editor.get(map, key), library);
  return text('name') === name && (text('schema') ?? name).toLowerCase() === schema.toLowerCase();
}

/** A table as it is written into YAML. */
export function tableEntry({ name, comment, columns }: CatalogTable): YamlEntry {
  return { name, ...descriptionOf(comment), ...(columns.length > 0 && { columns: columns.map(columnEntry) }) };
}

function columnEntry({ name, type, comment }: CatalogColumn): YamlEntry {
  return { name, ...(type !== undefined && { data_type: type }), ...descriptionOf(comment) };
}

/** Descriptions are templates: a comment that looks like one stays out. */
function descriptionOf(comment: string | undefined): { readonly description?: string } {
  return comment === undefined || comment === '' || /\{[{%#]/.test(comment) ? {} : { description: comment };
}

function refused(id: string, problem: string): TableEdited {
  return { id, added: [], retyped: [], gone: [], problem };
}

function declaredSources(editor: YamlEditor, library: YamlLibrary): readonly YAMLMap[] {
  const root = editor.document.contents;
  return library.isMap(root) ? editor.maps(editor.get(root, 'sources')) : [];
}

function declaredTables(editor: YamlEditor, library: YamlLibrary): readonly YAMLMap[] {
  return declaredSources(editor, library).flatMap((source) => editor.maps(editor.get(source, 'tables')));
}

function holdsName(table: YAMLMap, editor: YamlEditor, offset: number): boolean {
  const [start = -1, end = -1] = editor.get(table, 'name')?.range ?? [];
  return start <= offset && offset < end;
}

function editTable(
  table: YAMLMap,
  { id, columns }: TableEdit,
  editor: YamlEditor,
  library: YamlLibrary,
  sameType: SameType,
): TableEdited {
  const list = editor.get(table, 'columns');
  const merged = editor.get(table, '<<') !== undefined && list === undefined;
  if (library.isAlias(list) || merged)
    return refused(id, library.isAlias(list) ? 'an alias brings them in' : 'a merge may bring them in');
  const declared = editor.maps(list).map((map) => ({ map, name: textOf(editor.get(map, 'name'), library) ?? '' }));
  const aliases = library.isSeq(list) && declared.length < list.items.length;
  if (aliases) return refused(id, 'an alias brings one of them in');
  const byName = new Map(declared.map((column) => [column.name.toLowerCase(), column]));
  const found = new Set(columns.map(({ name }) => name.toLowerCase()));
  const retyped = columns.flatMap((column) => {
    const own = byName.get(column.name.toLowerCase());
    return own ? retype(own.map, column, editor, library, sameType) : [];
  });
  const added = columns.filter(({ name }) => !byName.has(name.toLowerCase()));
  const written = added.length === 0 || editor.append(table, 'columns', added.map(columnEntry));
  const gone = declared.flatMap(({ name }) => (found.has(name.toLowerCase()) ? [] : name));
  if (!written) return { ...refused(id, 'its "columns" is no list'), retyped, gone };
  return { id, added, retyped, gone };
}

function retype(
  map: YAMLMap,
  { name, type }: CatalogColumn,
  editor: YamlEditor,
  library: YamlLibrary,
  sameType: SameType,
): TableEdited['retyped'] {
  const node = editor.get(map, 'data_type');
  const from = textOf(node, library);
  // What a template gives is not for us to replace.
  if (type === undefined || library.isAlias(node) || from?.includes('{{')) return [];
  if (from !== undefined && sameType(from, type)) return [];
  if (!editor.setText(map, 'data_type', type, 'name')) return [];
  return [{ name, ...(from !== undefined && { from }), to: type }];
}

function textOf(node: Node | null | undefined, library: YamlLibrary): string | undefined {
  if (!library.isScalar(node) || node.value === null || node.value === undefined) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? undefined);
}
