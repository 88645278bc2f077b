import { expect, test } from 'vitest';
import type { NodeRow, Overview } from '../../../src/docs/site-data.ts';
import { SAMPLE, SAMPLE_SITE } from '../../testkit/sample-site.ts';
import { sampleShards } from '../../testkit/sample-shards.ts';
import { indexNodes } from './site.ts';
import { nodeVerdict, projectVerdict } from './trust.ts';

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
    'warn: upstream telemetry.messages has warnings',
    'warn: upstream telemetry_readings has warnings',
    'ok: last run succeeded',
    'unknown: 1 test without a result',
  ]);
});

test('freshness and quarantine are told', () => {
  expect(verdict(SAMPLE.source)).toEqual(['warn', 'warn: older than it may be']);
  expect(verdict(SAMPLE.readings)).toContain('warn: 214 rows in quarantine');
});

test('what only shows data is as good as what it reads; errors further up are warnings', () => {
  expect(verdict(SAMPLE.analysis).slice(0, 2)).toEqual(['error', 'error: upstream fact_telemetry_hourly has errors']);
  expect(verdict(SAMPLE.exposure).slice(0, 2)).toEqual(['warn', 'warn: upstream fact_telemetry_hourly has errors']);
});

test('what nothing speaks against can be used; what is not known is called so', () => {
  expect(verdict(SAMPLE.dimension)).toEqual(['ok', 'ok: last run succeeded']);
  const bare = indexNodes([{ ...nodes.rows[0]!, health: 'unknown', freshness: 'unknown' }]);
  expect(nodeVerdict(bare, 0)).toMatchObject({
    health: 'unknown',
    sentence: expect.stringContaining('no run') as string,
  });
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
