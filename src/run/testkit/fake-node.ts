import { duckDbDialect } from '../../engines/duckdb/dialect.ts';
import type { Connection, DialectName, ExecuteOptions, StatementResult } from '../../engines/engine.ts';
import type { NodePlan, Step } from '../../plan/plan.ts';
import type { RenderedNode } from '../../render/render-plan.ts';
import type { RenderedStep, Statement } from '../../render/statement.ts';

export const DONE: StatementResult = { columns: [], rows: [], durationMs: 0 };

/** A connection that answers by a function, and keeps what it was sent. */
export function fakeConnection(
  answer: (sql: string, options: ExecuteOptions) => Promise<StatementResult> | StatementResult = () => DONE,
  more: Partial<Connection> & { readonly name?: DialectName } = {},
): Connection & { readonly sent: string[]; readonly options: ExecuteOptions[] } {
  const sent: string[] = [];
  const options: ExecuteOptions[] = [];
  return {
    dialect: { ...duckDbDialect, name: more.name ?? 'trino' },
    execute: async (sql, given = {}) => {
      sent.push(sql);
      options.push(given);
      return await answer(sql, given);
    },
    describe: () => Promise.resolve(new Map()),
    tables: () => Promise.resolve([]),
    schemas: () => Promise.resolve([]),
    close: () => Promise.resolve(),
    ...more,
    sent,
    options,
  };
}

/** A node `gold.orders` of steps with their statements. */
export function fakeNode(
  steps: readonly (readonly [Step, ...(string | Statement)[]])[],
  cleanup: readonly (readonly [Step, ...string[]])[] = [],
  plan: Partial<NodePlan> = {},
): RenderedNode {
  const rendered = (list: typeof steps): RenderedStep[] =>
    list.map(([step, ...texts]) => ({
      step,
      statements: texts.map((text) => (typeof text === 'string' ? { sql: text } : text)),
    }));
  return {
    plan: {
      id: 'model.shop.orders',
      name: 'gold.orders',
      kind: 'incremental',
      relation: ORDERS,
      waitsFor: [],
      steps: steps.map(([step]) => step),
      cleanup: cleanup.map(([step]) => step),
      notes: [],
      tests: [],
      batchId: 'batch',
      highs: {},
      ...plan,
    },
    steps: rendered(steps),
    cleanup: rendered(cleanup),
  };
}

const ORDERS = { schema: 'gold', identifier: 'orders' };
const COMMON = { purpose: 'test', relation: ORDERS };
const SOURCE = { kind: 'query', query: { sql: 'SELECT 1', columns: [] } } as const;
const ROWS = { source: SOURCE, projection: { columns: [], audit: [] }, guards: { uniqueKey: [] } } as const;

/** Steps of a kind, with nothing in them but what the runner looks at. */
export const STEPS = {
  merge: { ...COMMON, ...ROWS, kind: 'merge', id: 'publish', keys: [], update: [], compare: [], predicates: [] },
  append: { ...COMMON, ...ROWS, kind: 'insert', id: 'publish', batch: { column: 'etl_run_id', id: 'batch' } },
  insert: { ...COMMON, ...ROWS, kind: 'insert', id: 'publish' },
  hook: { kind: 'statement', id: 'pre-hook-1', purpose: 'pre-hook', sql: '' },
  stage: {
    ...COMMON,
    kind: 'create-table-as',
    id: 'stage',
    replace: true,
    select: { portable: '' },
    options: { partitionedBy: [], tableProperties: {} },
  },
  dropStage: { ...COMMON, kind: 'drop', id: 'drop-stage', relationKind: 'table' },
  findHigh: {
    purpose: 'find',
    kind: 'find-high',
    id: 'find-high-1',
    hole: 'high_watermark(at)',
    column: { name: 'at', type: 'date' },
    from: ORDERS,
    fromName: 'orders',
    low: '2026-01-01',
    lowLiteral: '',
  },
  commit: { purpose: 'remember', kind: 'commit', id: 'commit', watermarks: [], exactlyOnce: true },
} as const satisfies Record<string, Step>;
