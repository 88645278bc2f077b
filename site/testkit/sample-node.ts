import type { NodeDetail, NodeRun } from '../../src/docs/site-data.ts';

/** When the last run was. */
export const NEWEST = '2026-11-20T06:10:00.000Z';

export const EMPTY: NodeDetail = { description: '', columns: [], config: [], meta: {}, checks: [], uses: [], runs: [] };

/** A column without more than its name, type and description. */
export function column(name: string, type: string | undefined, description: string) {
  return { name, ...(type !== undefined && { type }), description, checks: [], inputs: [], uses: [], sql: [] };
}

/** Twelve runs, a day each, one of which failed. */
export function runs(status: string, ms: number, rows?: number, bytes?: number, usd?: number): readonly NodeRun[] {
  return Array.from({ length: 12 }, (_, index) => ({
    runId: `2026-11-${20 - index}-a`,
    at: `2026-11-${String(20 - index).padStart(2, '0')}T06:10:00.000Z`,
    command: 'build',
    status: index === 4 && status === 'success' ? 'error' : status,
    ms: Math.round(ms * (1 + ((index * 7) % 5) / 10)),
    ...(rows !== undefined && { rows: rows + index * 31 }),
    ...(bytes !== undefined && { bytes: bytes + index * 50_021 }),
    ...(usd !== undefined && { usd: usd * (1 + index / 20) }),
    ...(index === 4 && status === 'success' && { message: 'The engine stopped the query: exceeded the time limit.' }),
  }));
}
