import { expect, test } from 'vitest';
import { SAMPLE, SAMPLE_SITE } from '../../testkit/sample-site.ts';
import { foldersOf, treeLines } from './site-tree.ts';

const rows = SAMPLE_SITE.nodes.map(({ row }) => ({ ...row, shard: 0 }));
const LAYERS = ['telemetry', 'silver', 'gold'];
const outline = (open: readonly string[], filter = '', by: 'folder' | 'kind' = 'folder') =>
  treeLines(rows, { by, open: new Set(open), filter }, LAYERS).map(({ label, depth }) => '  '.repeat(depth) + label);

test('folders stand in the order of the flow, closed', () => {
  expect(outline([])).toEqual(['sources', 'seeds', 'silver', 'gold', 'snapshots', 'analyses', 'exposures', 'macros']);
});

test('open folders show folders, then nodes by name', () => {
  expect(outline(['gold', 'gold/reports']).slice(3, 9)).toEqual([
    'gold',
    '  reports',
    '    broken_report',
    '  dim_device',
    '  fact_customer_impact',
    '  fact_telemetry_hourly',
  ]);
});

test('what is hidden is in no folder', () => {
  const hidden = rows.map((row) => (row.layer === 'gold' ? { ...row, hidden: true as const } : row));
  const lines = treeLines(hidden, { by: 'folder', open: new Set(), filter: '' }, LAYERS);
  expect(lines.map(({ label }) => label)).not.toContain('gold');
  expect(treeLines(hidden, { by: 'folder', open: new Set(), filter: 'dim_device' }, LAYERS)).toEqual([]);
});

test('a folder has the worst health of what is in it, however deep, and its count', () => {
  const gold = treeLines(rows, { by: 'folder', open: new Set(), filter: '' }, LAYERS).find(
    ({ label }) => label === 'gold',
  );
  expect(gold).toMatchObject({ count: 4, health: 'error', isOpen: false });
});

test('a filter opens what it finds; all its words must be in the name', () => {
  expect(outline([], 'TELEM hour')).toEqual(['gold', '  fact_telemetry_hourly']);
  expect(outline([], 'nothing such')).toEqual([]);
});

test('by kind', () => {
  expect(outline(['seeds'], '', 'kind')).toEqual([
    'sources',
    'seeds',
    '  signal_limits',
    'models',
    'snapshots',
    'analyses',
    'exposures',
    'macros',
  ]);
});

test('the folders of a node are the keys that open it', () => {
  expect(foldersOf(rows[SAMPLE.broken]!, 'folder')).toEqual(['gold', 'gold/reports']);
  expect(foldersOf(rows[SAMPLE.source]!, 'folder')).toEqual(['sources', 'sources/telemetry']);
  expect(foldersOf(rows[SAMPLE.broken]!, 'kind')).toEqual(['models']);
});
