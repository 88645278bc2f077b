import { checkTitle } from '../../../src/docs/check-title.ts';
import type { CheckKind, CheckRow, NodeKind } from '../../../src/docs/site-data.ts';
import type { SiteNodes } from '../data/site.ts';

/** What a run's results are called; each answer is undefined for what the project has no longer. */
export interface ResultNames {
  readonly of: (id: string) => string | undefined;
  /** Of a test, the node that it is about. */
  readonly nodeOf: (id: string) => string | undefined;
  readonly kindOf: (id: string) => NodeKind | CheckKind;
}

/** Names by unique id. */
export function resultNames({ rows, indexOf }: SiteNodes, checks: readonly CheckRow[]): ResultNames {
  const checkOf = new Map(checks.map((check) => [check.id, check]));
  const rowOf = (id: string) => rows[indexOf.get(id) ?? -1];
  return {
    of(id) {
      const check = checkOf.get(id);
      return check ? checkTitle(check) : rowOf(id)?.name;
    },
    nodeOf: (id) => rows[checkOf.get(id)?.node ?? -1]?.name,
    kindOf: (id) => rowOf(id)?.kind ?? (id.startsWith('unit_test.') ? 'unit_test' : 'test'),
  };
}
