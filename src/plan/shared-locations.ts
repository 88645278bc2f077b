import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import { asFolder } from '../sql/locations.ts';

/** A folder in S3 and what lies in it, in words: `the model "orders"`. */
export interface Occupied {
  readonly location: string;
  readonly what: string;
}

export interface Occupation {
  /** Where the project's tables lie, a folder for each. */
  readonly tables: readonly Occupied[];
  /** Where others' files lie that are read: sources over files, tables that others made. */
  readonly read: readonly Occupied[];
  /** What is given as `s3_data_dir`, distinct. */
  readonly dataDirs: readonly string[];
}

/** Tables that would lie within each other or within what is read, and data folders that are whole buckets. */
export function sharedLocations({ tables, read, dataDirs }: Occupation): Diagnostic[] {
  const buckets = dataDirs.filter((dir) => /^s3:\/\/[^/]+\/*$/.test(dir)).map((dir) => diagnose('data-dir-is-bucket', { dir })); // prettier-ignore
  return [...buckets, ...nested(tables, read)];
}

/** In sorted order what lies within a folder follows it at once. Several that are read may share files. */
function nested(tables: readonly Occupied[], read: readonly Occupied[]): Diagnostic[] {
  const all = [...tables.map((each) => ({ ...each, ours: true })), ...read.map((each) => ({ ...each, ours: false }))]
    .map((each) => ({ ...each, location: asFolder(each.location) }))
    .sort((a, b) => (a.location < b.location ? -1 : a.location > b.location ? 1 : Number(b.ours) - Number(a.ours)));
  const problems: Diagnostic[] = [];
  const around: (typeof all)[number][] = [];
  for (const each of all) {
    while (around.length > 0 && !each.location.startsWith(around.at(-1)!.location)) around.pop();
    const outer = around.find(({ ours }) => ours || each.ours);
    if (outer) {
      problems.push(
        diagnose('location-shared', {
          first: outer.what,
          second: each.what,
          location: outer.location,
          inside: each.location,
        }),
      );
    }
    around.push(each);
  }
  return problems;
}
