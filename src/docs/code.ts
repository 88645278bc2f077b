import type { NodeDetail } from './site-data.ts';
import type { SiteTarget } from './site-input.ts';
import type { Item } from './subjects.ts';

type Code = NonNullable<NodeDetail['code']>;
type Compiled = { readonly sql?: string; readonly problem?: string };

/** What its author wrote; undefined where that is no SQL. */
export function codeOf(item: Item | undefined): string | undefined {
  return item && 'code' in item ? item.code : undefined;
}

/** The text as written, and as each target's engine gets it; equal texts once. */
export function compiledCode(id: string, item: Item | undefined, targets: readonly SiteTarget[]): Code | undefined {
  const written = codeOf(item);
  if (written === undefined) return undefined;
  // Macros are compiled within those who call them.
  return { written, compiled: item && 'resourceType' in item ? groupByText(id, targets) : [] };
}

function groupByText(id: string, targets: readonly SiteTarget[]): Code['compiled'] {
  const groups = new Map<string, { targets: string[]; compiled: Compiled }>();
  for (const target of targets) {
    const compiled = compiledFor(id, target);
    if (!compiled) continue;
    const key = `${compiled.sql === undefined ? 'problem' : 'sql'} ${compiled.sql ?? ''}\n${compiled.problem ?? ''}`;
    const group = groups.get(key);
    if (group) group.targets.push(target.name);
    else groups.set(key, { targets: [target.name], compiled });
  }
  return [...groups.values()].map(({ targets: names, compiled }) => ({ targets: names, ...compiled }));
}

function compiledFor(id: string, { sql, problem }: SiteTarget): Compiled | undefined {
  const found = sql.get(id);
  if (found?.sql !== undefined || found?.problem !== undefined) {
    return {
      ...(found.sql !== undefined && { sql: found.sql }),
      ...(found.problem !== undefined && { problem: found.problem }),
    };
  }
  return problem === undefined ? undefined : { problem };
}
