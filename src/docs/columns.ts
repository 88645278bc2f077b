import type { CatalogEntry } from '../artifacts/index.ts';
import type { NodeColumn } from '../lineage/project-lineage.ts';
import type { ColumnInfo } from '../project/project.ts';
import { addedColumnNames } from './added-columns.ts';
import type { Subject } from './subjects.ts';

/** A column of a subject, from all that know it. */
export interface SiteColumn {
  readonly name: string;
  readonly type?: string;
  /** The warehouse's, where that is another. */
  readonly actualType?: string;
  readonly declared?: ColumnInfo;
  readonly traced?: NodeColumn;
  /** lakemodel adds it itself. */
  readonly isAudit: boolean;
  /** What the warehouse says of a source's column. */
  readonly comment?: string;
}

/** The columns of one subject. */
export interface SiteColumns {
  readonly list: readonly SiteColumn[];
  /** Place of a column in `list`, without regard to case. */
  readonly find: (name: string) => number | undefined;
}

/**
 * What YAML declares, what the query makes, and what the warehouse has, in the order of the relation: as it stands in the warehouse, then as the query
 * makes it, then as it is declared. Names are those of the query, which are the author's.
 */
export function columnsOf(
  subject: Subject,
  traced: readonly NodeColumn[],
  entry: CatalogEntry | undefined,
): SiteColumns {
  const actual = byName(entry?.info.columns ?? []);
  const made = byName(traced);
  const declared = byName(subject.declared);
  const added = addedColumnNames(subject.item);
  const comments = subject.kind === 'source' ? entry?.info.comments?.columns : undefined;
  const places = new Map<string, number>();
  const list: SiteColumn[] = [];
  for (const key of [...actual.keys(), ...made.keys(), ...declared.keys()]) {
    if (places.has(key)) continue;
    places.set(key, list.length);
    const parts = { actual: actual.get(key), made: made.get(key), declared: declared.get(key) };
    const comment = comments && Object.hasOwn(comments, key) ? comments[key] : undefined;
    list.push(columnOf(parts, added.has(key), comment));
  }
  return { list, find: (name) => places.get(name.toLowerCase()) };
}

interface Parts {
  readonly actual: { readonly name: string; readonly type: string } | undefined;
  readonly made: NodeColumn | undefined;
  readonly declared: ColumnInfo | undefined;
}

function columnOf({ actual, made, declared }: Parts, isAudit: boolean, comment: string | undefined): SiteColumn {
  const expected = made?.type ?? declared?.dataType;
  const type = expected ?? actual?.type;
  return {
    name: made?.name ?? declared?.name ?? actual?.name ?? '',
    ...(type !== undefined && { type }),
    ...(expected !== undefined && actual && !isSameType(expected, actual.type) && { actualType: actual.type }),
    ...(declared && { declared }),
    ...(made && { traced: made }),
    isAudit,
    ...(comment !== undefined && { comment }),
  };
}

function byName<T extends { readonly name: string }>(columns: readonly T[]): ReadonlyMap<string, T> {
  return new Map(columns.map((column) => [column.name.toLowerCase(), column]));
}

/** Names of types that people write for those that the engines tell. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['string', 'varchar'],
  ['text', 'varchar'],
  ['int', 'integer'],
  ['long', 'bigint'],
  ['float', 'real'],
  ['binary', 'varbinary'],
  ['bool', 'boolean'],
  ['timestamp', 'timestamp(3)'],
]);

function isSameType(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

// Tables keep no length of a varchar: that one is no difference.
function canonical(type: string): string {
  const text = type
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\s*([(),])\s*/g, '$1')
    .trim();
  return SYNONYMS.get(text) ?? text.replace(/\bvarchar\(\d+\)/g, 'varchar');
}
