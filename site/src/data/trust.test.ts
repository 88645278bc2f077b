import { expect, test } from 'vitest';
import type { CheckRow, NodeRow, Overview } from '../../../src/docs/site-data.ts';
import { SAMPLE, SAMPLE_SITE } from '../../testkit/sample-site.ts';
import { sampleShards } from '../../testkit/sample-shards.ts';
import { indexNodes } from './site.ts';
import { checkStanding, nodeVerdict, projectVerdict } from './trust.ts';

const shards = sampleShards(SAMPLE_SITE, 'b');
const nodes = indexNodes(shards.get('nodes') as readonly NodeRow[]);
const verdict = (index: number) => {
  const { health, reasons } = nodeVerdict(nodes, index);
  return [health, ...reasons.map((reason) => `${reason.health}: ${reason.text}`)];
};

test('own failures weigh more than what stands before', () => {
  expect(verdict(SAMPLE.fact)).toEqual([
    'error',
    'error: 1 test failed',
    'warn: upstream telemetry.messages is 33 hours old',
    'warn: upstream telemetry_readings: 1 test warned, 214 rows held back',
    'ok: last run succeeded',
    'unknown: 1 test without a result',
  ]);
});

test('freshness and quarantine are told', () => {
  expect(verdict(SAMPLE.source)).toEqual(['warn', 'warn: 33 hours old']);
  expect(verdict(SAMPLE.readings)).toContain('warn: 214 rows in quarantine');
});

test('what only shows data is as good as what it reads; errors further up are warnings', () => {
  expect(verdict(SAMPLE.analysis).slice(0, 2)).toEqual([
    'error',
    'error: upstream fact_telemetry_hourly: 1 test failed',
  ]);
  expect(verdict(SAMPLE.exposure).slice(0, 2)).toEqual(['warn', 'warn: upstream fact_telemetry_hourly: 1 test failed']);
});

test('what nothing speaks against can be used; what is not known is called so', () => {
  expect(verdict(SAMPLE.dimension)).toEqual(['ok', 'ok: last run succeeded']);
  const bare = indexNodes([{ ...nodes.rows[0]!, health: 'unknown', freshness: 'unknown' }]);
  expect(nodeVerdict(bare, 0)).toMatchObject({
    health: 'unknown',
    sentence: expect.stringContaining('no run') as string,
  });
});

/** The verdict on the last of some nodes, which reads all those before it. */
function verdictOn(last: Partial<NodeRow>, ...before: readonly Partial<NodeRow>[]) {
  const bare = { ...nodes.rows[SAMPLE.dimension]!, parents: [], run: undefined } as unknown as NodeRow;
  const rows = before.map((row, at) => ({ ...bare, id: `n${at}`, name: `n${at}`, ...row }));
  const all = [...rows, { ...bare, parents: rows.map((_, at) => at), ...last }];
  const { health, reasons } = nodeVerdict(indexNodes(all), rows.length);
  return [health, ...reasons.map((reason) => `${reason.health}: ${reason.text}`)];
}

test('rows held back upstream and old sources are told in words', () => {
  expect(verdictOn({ health: 'ok' }, { health: 'warn', quarantined: 2 })).toEqual([
    'warn',
    'warn: 2 rows held back in n0',
  ]);
  const old = { health: 'error', freshness: 'error', ageSeconds: 316 * 86_400 } as const;
  expect(verdictOn({ health: 'ok' }, old)).toEqual(['warn', 'warn: upstream n0 is 316 days old']);
  const { ageSeconds: _, ...undated } = old;
  expect(verdictOn({ health: 'ok' }, undated)).toEqual(['warn', 'warn: upstream n0 is older than it may be']);
});

test('what keeps no data is in order when all that it reads is', () => {
  const ok = { health: 'ok' } as const;
  for (const row of [{ kind: 'exposure' }, { kind: 'analysis' }, { kind: 'model', materialized: 'view' }] as const)
    expect(verdictOn(row, ok, ok, ok)).toEqual(['ok', 'ok: all 3 tables it reads are in order']);
  expect(verdictOn({ kind: 'exposure' }, ok)).toEqual(['ok', 'ok: the table it reads is in order']);
  expect(verdictOn({ kind: 'exposure' }, ok, { health: 'unknown' })).toEqual([
    'unknown',
    'unknown: nothing is known of 1 of 2 tables that it reads',
  ]);
  expect(verdictOn({ kind: 'exposure' }, { health: 'skipped' })).toEqual([
    'skipped',
    'skipped: upstream n0 was skipped by the last run',
  ]);
  // Through a view that nothing is known of, too.
  expect(
    verdictOn(
      { kind: 'exposure', parents: [1] },
      { health: 'error', tests: [0, 0, 3, 0] },
      {
        materialized: 'view',
        health: 'error',
        parents: [0],
      },
    ),
  ).toEqual(['error', 'error: upstream n0: 3 tests failed']);
});

test('a test that holds rows back is a warning though it passes', () => {
  const check = { health: 'ok' } as CheckRow;
  expect([check, { ...check, heldBack: 4 }].map(checkStanding)).toEqual(['ok', 'warn']);
  expect(checkStanding({ ...check, health: 'error', heldBack: 4 })).toBe('error');
});

test('many problems upstream are counted', () => {
  const bad = Array.from({ length: 8 }, (_, index): NodeRow => ({
    ...nodes.rows[0]!,
    id: `s${index}`,
    health: 'error',
  }));
  const last: NodeRow = { ...nodes.rows[SAMPLE.dimension]!, parents: bad.map((_, index) => index) };
  expect(nodeVerdict(indexNodes([...bad, last]), 8).reasons.map(({ text }) => text)).toContain(
    '3 more nodes upstream with problems',
  );
});

test('the project as a whole', () => {
  const overview = shards.get('overview') as Overview;
  expect(projectVerdict(overview)).toMatchObject({
    health: 'error',
    sentence: expect.stringContaining('Not all') as string,
  });
  const none = { unknown: 3, ok: 0, skipped: 0, warn: 0, error: 0 };
  const health = { ...overview.health, nodes: none, tests: none, sources: none, quarantined: { rows: 0, nodes: 0 } };
  expect(projectVerdict({ ...overview, health, attentionTotal: 0 })).toMatchObject({ health: 'unknown' });
  const good = { ...health, nodes: { ...none, ok: 3 }, tests: { ...none, ok: 9 } };
  expect(projectVerdict({ ...overview, health: good, attentionTotal: 0 })).toMatchObject({
    health: 'ok',
    reasons: [{ text: '9 tests passed' }],
  });
});
