import { expect, test } from 'vitest';
import type { RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { isMadeAnew } from './made-anew.ts';
import type { CommittedState } from './scope.ts';

interface Case {
  readonly kind?: 'table' | 'view';
  readonly flag?: boolean;
  readonly own?: boolean;
  readonly materialized?: string;
  readonly rebuild?: boolean;
}

function checkMadeAnew(
  { kind, flag = false, own, materialized = 'incremental', rebuild }: Case,
  expected: boolean,
): void {
  const config = { materialized, ...(own !== undefined && { full_refresh: own }) };
  const node = { resourceType: 'model', uniqueId: 'm', relation: {}, config } as unknown as ModelNode;
  const state: CommittedState = {
    watermarks: [],
    ...(rebuild !== undefined && { pending: { batchId: 'b', highs: [], rebuild } }),
  };
  const existing = kind && ({ kind } as RelationInfo);
  expect(isMadeAnew(node, { existing: () => existing, committed: () => state, fullRefresh: flag })).toBe(expected);
}

test('a table is made anew where there is none, or a full refresh is asked for', () => {
  checkMadeAnew({}, true);
  checkMadeAnew({ kind: 'view' }, true);
  checkMadeAnew({ kind: 'table' }, false);
  checkMadeAnew({ kind: 'table', flag: true }, true);
});

test("the node's own full_refresh wins over the command line's", () => {
  checkMadeAnew({ kind: 'table', flag: true, own: false }, false);
  checkMadeAnew({ kind: 'table', own: true }, true);
});

test('a rebuild that was not seen to end is done again; a batch that was is added', () => {
  checkMadeAnew({ kind: 'table', rebuild: true }, true);
  checkMadeAnew({ kind: 'table', rebuild: false }, false);
});

test('a snapshot is never refreshed', () => {
  checkMadeAnew({ kind: 'table', materialized: 'snapshot', flag: true, own: true }, false);
  checkMadeAnew({ materialized: 'snapshot' }, true);
});
