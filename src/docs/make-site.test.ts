import { expect, test } from 'vitest';
import { projectOf, type NodeSketch } from '../graph/testkit/project-of.ts';
import type { ColumnInfo, Project } from '../project/project.ts';
import { HOWS, type DetailShard, type NodeDetail, type ShardName } from './site-data.ts';
import { runOf, siteOf, siteOfProject, type LineageSketch, type MadeSite, type SiteSketch } from './testkit/site-of.ts';

/** What holds of every site. */
function checkSite(site: MadeSite) {
  const { nodes, checks, columns } = site;
  for (const [name, value] of site.all) expect(JSON.parse(JSON.stringify(value)), name).toEqual(value);
  const isNode = (at: number) => expect(nodes[at]).toBeDefined();
  const isColumn = (at: number, name: string) => expect(columns.names[at]).toContain(name);
  expect(columns.names.map((names) => names.length)).toEqual(nodes.map(({ id }) => site.detail(id).columns.length));
  for (let at = 0; at < columns.edges.length; at += 5) {
    const [child, column, parent, from, how] = columns.edges.slice(at, at + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    expect(columns.names[child]?.[column]).toBeDefined();
    expect(columns.names[parent]?.[from]).toBeDefined();
    expect(HOWS[how]).toBeDefined();
  }
  nodes.forEach(({ id, parents }, index) => {
    parents.forEach(isNode);
    const detail: NodeDetail = site.detail(id);
    for (const [at, column] of detail.uses) isColumn(at, column);
    for (const { inputs, from, checks: own } of detail.columns) {
      for (const [at, column] of inputs) isColumn(at, column);
      if (from) isColumn(...from);
      for (const check of own) expect(checks[check]?.node).toBe(index);
    }
    for (const check of detail.checks) expect(checks[check]).toBeDefined();
  });
  for (const { id, node } of checks) {
    if (node !== undefined) isNode(node);
    site.checkDetail(id).reads.forEach(isNode);
  }
  checkShards(site);
  for (const index of [site.words.descriptions, site.words.sql]) {
    expect(index.words).toEqual(index.words.toSorted());
    for (const deltas of index.nodes) {
      const steps = deltas.split(' ').map((delta) => parseInt(delta, 36));
      expect(steps.slice(1).every((step) => step > 0)).toBe(true);
      isNode(steps.reduce((sum, step) => sum + step, 0));
    }
  }
}

/** Every detail is in the shard that its row names, and nowhere else. */
function checkShards({ all, nodes, checks }: MadeSite) {
  const shards = [...all].filter(([name]) => name.startsWith('node/')) as [ShardName, DetailShard][];
  expect(shards.map(([name]) => name)).toEqual(shards.map((_, at) => `node/${at}`));
  const found = shards.flatMap(([name, shard]) => [
    ...Object.keys(shard.nodes).map((at) => [nodes[Number(at)]?.id, name]),
    ...Object.keys(shard.checks).map((at) => [checks[Number(at)]?.id, name]),
  ]);
  const told = [...nodes, ...checks].map(({ id, shard }) => [id, `node/${shard}`]);
  expect(found.toSorted()).toEqual(told.toSorted());
}

test('an empty project has an empty site', () => {
  const site = siteOfProject(projectOf({}));
  checkSite(site);
  expect([...site.all.keys()]).toEqual(['nodes', 'checks', 'columns', 'words', 'runs', 'relations', 'overview']);
});

test('whatever the graph, indexes and shards fit together', () => {
  for (let seed = 1; seed <= 25; seed++) checkSite(randomSite(seed));
});

function randomSite(seed: number): MadeSite {
  const below = randomBelow(seed);
  const count = 1 + below(30);
  const models: Record<string, NodeSketch> = {};
  const checks: Record<string, NodeSketch & { check: string; on: string }> = {};
  const lineage: Record<string, Record<string, string>> = { 'lake.outside': { x: '' } };
  const names = Array.from({ length: count }, (_, at) => `m${at}`);
  names.forEach((name, at) => {
    const reads = names.slice(0, at).filter(() => below(4) === 0);
    models[name] = { reads, folder: `f${below(3)}` };
    if (below(3) === 0)
      checks[`not_null_${name}_c0`] = { check: 'not_null', on: `model.shop.${name}`, reads: reads.slice(0, 1) };
    const from = [...reads, ...(below(5) === 0 ? ['lake.outside'] : [])];
    lineage[name] = Object.fromEntries(
      Array.from({ length: below(4) }, (_, column) => [
        `c${column}`,
        from
          .map((parent) => `${'=>*+'[below(4)]}${parent}.${parent.startsWith('lake') ? 'x' : `C${below(4)}`}`)
          .join(' '),
      ]),
    );
  });
  const project = withDescriptions(projectOf({ models, checks }), below);
  const ids = Object.keys(project.nodes).filter(() => below(2) === 0);
  const statuses = ['success', 'error', 'warn', 'fail', 'pass', 'skipped', 'odd'];
  const history = ['r1', 'r2'].map((run) => runOf(run, Object.fromEntries(ids.map((id) => [id, statuses[below(7)]!]))));
  return siteOfProject(project, { lineage, history, options: { shardSize: 500 + below(5_000) } });
}

function withDescriptions(project: Project, below: (limit: number) => number): Project {
  const nodes = Object.entries(project.nodes).map(([id, node]) => {
    if (node.resourceType !== 'model') return [id, node] as const;
    const columns = { c0: column('c0', below(2) === 0 ? `Column of ${node.name}` : '') };
    return [id, { ...node, description: `Node ${node.name}`, columns }] as const;
  });
  return { ...project, nodes: Object.fromEntries(nodes) };
}

function column(name: string, description: string): ColumnInfo {
  const span = { file: 'x.yml', start: 0, end: 1 };
  return { name, description, tags: [], meta: {}, quote: false, constraints: [], span };
}

/** A small generator of numbers, the same for the same seed. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed * 2_654_435_761;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

test('details that are too large for one shard have one each', () => {
  const models = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, {}]));
  const site = siteOfProject(projectOf({ models }), { options: { shardSize: 1 } });
  expect(site.nodes.map(({ shard }) => shard)).toEqual([0, 1, 2]);
  checkSite(site);
});

test('neighbours in a folder lie in one shard', () => {
  const models = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`m${at}`, { folder: `f${at % 4}` }]));
  const site = siteOfProject(projectOf({ models }), { options: { shardSize: 2_000 } });
  const folders = site.nodes.map(({ fqn }) => fqn[1]);
  expect(folders).toEqual(folders.toSorted());
  expect(site.nodes.map(({ shard }) => shard)).toEqual(site.nodes.map(({ shard }) => shard).toSorted((a, b) => a - b));
});

test('hostile texts and names survive', async () => {
  const hostile = '</script><script>alert(1)</script> \u2028 \' " ` \\ ${x} <!--';
  const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const yaml = JSON.stringify({
    models: [
      ...odd.map((name) => ({
        name,
        description: hostile,
        columns: odd.map((one) => ({ name: one, description: hostile, data_tests: ['not_null'] })),
      })),
      { name: 'large', description: 'word '.repeat(200_000), meta: { constructor: 1 } },
    ],
  });
  const files = {
    ...Object.fromEntries(odd.map((name) => [`models/${name}.sql`, `select 1 as id /* ${hostile} */`])),
    'models/large.sql': "select * from {{ ref('constructor') }}",
    'macros/m.sql': '{% macro toString() %}1{% endmacro %}',
    'models/all.yml': yaml,
  };
  const columns = Object.fromEntries(odd.map((name) => [name, '']));
  const passed = Object.fromEntries(odd.map((name) => [name, `=constructor.${name}`]));
  const lineage: LineageSketch = Object.fromEntries([
    ...odd.map((name) => [name, columns] as const),
    ['large', passed] as const,
  ]);
  const sketch: SiteSketch = { lineage, history: [runOf('r', { __proto__x: 'success', constructor: 'error' })] };
  const site = await siteOf(files, sketch);
  checkSite(site);
  expect(site.detail('model.shop.__proto__').columns.map(({ name }) => name)).toEqual(odd);
  expect(site.column('large', 'toString')).toMatchObject({ description: hostile, how: 'passed through' });
  expect(site.row('large').summary?.length).toBeLessThanOrEqual(160);
});

test('names of relations outside the project are no properties of objects', () => {
  const node = (columns: readonly string[]) => ({
    name: '__proto__',
    type: 'relation',
    columns: columns.map((name) => ({ name, inputs: [], uses: [], sql: [] })),
    reads: [],
    uses: [],
  });
  const lineage = { nodes: Object.fromEntries([['__proto__', node(['__proto__'])]]) };
  const site = siteOfProject(projectOf({ models: { a: {} } }), { lineage });
  checkSite(site);
  expect(site.row('__proto__').outside).toBe(true);
});

test('the same input makes the same shards', () => {
  const texts = [3, 3].map((seed) => JSON.stringify([...randomSite(seed).all]));
  expect(texts[0]).toBe(texts[1]);
});
