import type { JsonValue } from '../project/project.ts';
import { parseReference } from '../quality/index.ts';
import type { Subject } from './subjects.ts';

/** Finds the index of the node that a text such as `ref('orders')` or `source('erp', 'orders')` means; undefined where it means none. */
export type FindReferenced = (text: JsonValue | undefined) => number | undefined;

/** Names mean what they mean to the graph: the first node of a name, a package only where it is that node's, no versions. */
export function createFinder(subjects: readonly Subject[]): FindReferenced {
  const byName = new Map<string, readonly { readonly packageName: string; readonly at: number }[]>();
  const tables = new Map<string, number>();
  subjects.forEach(({ item }, at) => {
    if (!item || !('relation' in item)) return;
    const { packageName, name } = item;
    if (item.resourceType === 'source') tables.set(tableKey(item.sourceName, name), at);
    else byName.set(name, [...(byName.get(name) ?? []), { packageName, at }]);
  });
  return (text) => {
    const reference = parseReference(text);
    if (!reference) return undefined;
    if ('source' in reference) return tables.get(tableKey(reference.source.source, reference.source.table));
    const { package: wanted, name, version } = reference.ref;
    if (version !== undefined) return undefined;
    return byName.get(name)?.find(({ packageName }) => wanted === undefined || packageName === wanted)?.at;
  };
}

// A newline can stand in no name, a dot can.
function tableKey(source: string, table: string): string {
  return `${source}\n${table}`;
}
