import type { Atlas } from './atlas.ts';
import type { SiteCheck } from './checks.ts';
import { columnNamed } from './keys.ts';
import type { CheckRow } from './site-data.ts';

/** A test as lists show it; `shard` is where its details are. */
export function checkRow(check: SiteCheck, shard: number, atlas: Atlas): CheckRow {
  const { id, test, name, about, health, latest } = check;
  const node = homeOf(check, atlas);
  const column = checkColumn(check, atlas);
  const config = 'test' in test ? test.config : undefined;
  const heldBack = atlas.heldBack.get(id);
  const onFail = 'test' in test && test.test.kind === 'generic' ? test.test.onFail : undefined;
  return {
    id,
    kind: test.resourceType,
    name,
    ...(about !== undefined && { about }),
    ...(node !== undefined && { node }),
    ...(column !== undefined && { column }),
    ...(config && { severity: config.severity }),
    ...(onFail !== undefined && { onFail }),
    shard,
    health,
    ...(latest && { status: latest.status, at: latest.at }),
    ...(latest?.failures !== undefined && { failures: latest.failures }),
    ...(heldBack !== undefined && { heldBack }),
  };
}

/** Index of the first node that a check says something of. */
export function homeOf({ subjects }: SiteCheck, { indexOf }: Atlas): number | undefined {
  for (const id of subjects) {
    const at = indexOf.get(id);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** The column that a check is about as its node spells it; one that the node does not have, as it is written. */
export function checkColumn(check: SiteCheck, atlas: Atlas): string | undefined {
  const home = homeOf(check, atlas);
  const columns = home === undefined ? undefined : atlas.columns[home];
  return check.column === undefined ? undefined : ((columns && columnNamed(check.column, columns)) ?? check.column);
}
