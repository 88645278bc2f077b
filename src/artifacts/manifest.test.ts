import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildGraph } from '../graph/index.ts';
import { projectOf } from '../graph/testkit/project-of.ts';
import type { Project } from '../project/project.ts';
import { buildManifest, writeManifest } from './manifest.ts';
import { secretsOf } from './secrets.ts';

const sketched = projectOf({
  sources: ['erp.parts'],
  seeds: { regions: {} },
  models: {
    base: {
      folder: 'silver',
      reads: ['erp.parts'],
      tags: ['nightly'],
      meta: { owner: 'ops' },
      yaml: 'models/silver/silver.yml',
    },
    top: { folder: 'gold', reads: ['base', 'regions'], config: { unique_key: ['id'], group: 'finance' } },
    between: { reads: ['base'], config: { materialized: 'ephemeral', unique_key: ['a', 'b'] } },
  },
  snapshots: { history: { reads: ['base'] } },
  analyses: { question: { reads: ['top'] } },
  tests: { nothing_lost: { reads: ['top'] } },
  checks: { range_top: { check: 'dbt_utils.accepted_range', on: 'model.shop.top', folder: 'gold' } },
  exposures: { board: { reads: ['top'] } },
  unitTests: { sums: { model: 'top', given: ['base', 'erp.parts'] } },
  selectors: { nightly: { name: 'nightly', definition: 'tag:nightly' } },
});
const hooked = { pre_hook: [{ sql: 'select 1' }], post_hook: [], contract: { enforced: false } };
const project = {
  ...sketched,
  nodes: Object.fromEntries(
    Object.entries(sketched.nodes).map(([id, node]) => [id, { ...node, config: { ...node.config, ...hooked } }]),
  ),
} as unknown as Project;
const { value: graph } = buildGraph(project);
const invocation = {
  invocationId: 'i1',
  startedAt: '2026-01-01T10:00:00.000Z',
  generatedAt: '2026-01-01T10:00:05.000Z',
};
const manifest = buildManifest({
  project,
  graph,
  invocation,
  compiled: new Map([['model.shop.top', "select 'sesame'"]]),
});

test('the manifest has every node, as dbt names things', () => {
  expect(manifest).toMatchObject({
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      project_name: 'shop',
      adapter_type: 'duckdb',
    },
    nodes: {
      'model.shop.base': {
        path: 'silver/base.sql',
        original_file_path: 'models/silver/base.sql',
        patch_path: 'shop://models/silver/silver.yml',
        relation_name: '"memory"."silver"."base"',
        sources: [['erp', 'parts']],
        depends_on: { nodes: ['source.shop.erp.parts'] },
        config: { tags: ['nightly'], meta: { owner: 'ops' }, 'pre-hook': [{ sql: 'select 1', index: null }] },
      },
      'model.shop.top': {
        refs: [
          { name: 'base', package: null, version: null },
          { name: 'regions', package: null, version: null },
        ],
        compiled: true,
        compiled_code: "select 'sesame'",
        config: { unique_key: 'id' },
      },
      'model.shop.between': { relation_name: null, config: { unique_key: ['a', 'b'] } },
      'test.shop.range_top': {
        attached_node: 'model.shop.top',
        test_metadata: { name: 'accepted_range', namespace: 'dbt_utils' },
      },
    },
    exposures: { 'exposure.shop.board': { depends_on: { nodes: ['model.shop.top'] } } },
    unit_tests: {
      'unit_test.shop.top.sums': {
        given: [{ input: "ref('base')" }, { input: "source('erp', 'parts')" }],
        depends_on: { nodes: ['model.shop.top'] },
      },
    },
    group_map: { finance: ['model.shop.top', 'test.shop.range_top'] },
    parent_map: { 'model.shop.top': ['model.shop.base', 'seed.shop.regions'] },
    child_map: { 'source.shop.erp.parts': ['model.shop.base'] },
  });
});

test('a template changes its checksum, and nothing else does', () => {
  const checksum = (of: Project) =>
    (
      buildManifest({ project: of, graph, invocation }) as typeof manifest & {
        nodes: Record<string, { checksum: unknown }>;
      }
    ).nodes['model.shop.base']?.checksum;
  const base = project.nodes['model.shop.base'] as Project['nodes'][string];
  const withBase = (change: object) =>
    ({ ...project, nodes: { ...project.nodes, 'model.shop.base': { ...base, ...change } } }) as Project;
  expect(checksum(withBase({ description: 'new' }))).toEqual(checksum(project));
  expect(checksum(withBase({ code: 'select 2' }))).not.toEqual(checksum(project));
});

test('no secret is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  try {
    await writeManifest(folder, manifest, project);
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
    expect(text).not.toContain('sesame');
    expect(JSON.parse(text)).toMatchObject({ nodes: { 'model.shop.top': { compiled_code: "select '*****'" } } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('secrets are found by the names of settings, at any depth', () => {
  const settings = {
    host: 'db.example',
    password: 'one-1',
    session: { aws_secret_access_key: 'two-2', region: 'eu' },
    extra: [{ apiKey: 'three-3' }, { credentials: { user: 'four-4' } }],
    unique_keys: ['fine'],
  };
  expect(secretsOf({ ...project.target, settings }).sort()).toEqual(['four-4', 'one-1', 'three-3', 'two-2']);
});
