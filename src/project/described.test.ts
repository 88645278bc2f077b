import { expect, test } from 'vitest';
import type { ModelNode, TestNode } from './project.ts';
import { loadGood } from './testkit/temporary-project.ts';

const SEL = 'select 1 as id';

test('groups, and who is in one', async () => {
  const project = await loadGood({
    'models/a.sql': SEL,
    'models/money.yml': `groups:
  - name: finance
    description: Whoever counts money.
    owner: {name: Finance, email: [a@shop.example, b@shop.example], chat: money}
    config: {meta: {floor: 3}}
models:
  - {name: a, group: finance, access: private}
`,
  });
  expect(project.groups).toMatchObject({
    'group.shop.finance': {
      name: 'finance',
      path: 'models/money.yml',
      description: 'Whoever counts money.',
      owner: { name: 'Finance', email: ['a@shop.example', 'b@shop.example'], chat: 'money' },
      meta: { floor: 3 },
    },
  });
  expect(project.nodes['model.shop.a']?.config).toMatchObject({ group: 'finance', access: 'private' });
});

test('which docs blocks descriptions name, in nodes, their tests, sources and columns', async () => {
  const project = await loadGood({
    'models/a.sql': SEL,
    'models/docs.md': '{% docs one %}One.{% enddocs %}\n{% docs two %}Two.{% enddocs %}',
    'models/a.yml': `models:
  - name: a
    description: "{{ doc('two') }} and {{ doc('shop', 'one') }}"
    columns:
      - name: id
        description: '{{ doc("one") }}'
        data_tests: [{unique: {description: "{{ doc('two') }}"}}]
      - {name: plain, description: No block.}
sources:
  - name: raw
    description: "{{ doc('one') }}"
    tables:
      - {name: t, description: "{{ doc('two') }}", columns: [{name: x, description: "{{ doc('one') }}"}]}
`,
  });
  const [one, two] = ['doc.shop.one', 'doc.shop.two'];
  const a = project.nodes['model.shop.a'] as ModelNode;
  expect(a).toMatchObject({ description: 'Two. and One.', docsBlocks: [two, one] });
  expect(a.columns.id?.docsBlocks).toEqual([one]);
  expect(a.columns.plain).not.toHaveProperty('docsBlocks');
  const tests = Object.values(project.nodes).filter(({ resourceType }) => resourceType === 'test') as TestNode[];
  expect(tests.map(({ docsBlocks }) => docsBlocks)).toEqual([[two]]);
  // A source's own description is no table's.
  const table = project.sources['source.shop.raw.t'];
  expect([table?.docsBlocks, table?.columns.x?.docsBlocks]).toEqual([[two], [one]]);
});

test("a source's meta, a model's constraints, a macro's description", async () => {
  const project = await loadGood({
    'project.yml': 'models:\n  +docs: {node_color: blue}\n',
    'models/a.sql': SEL,
    'models/b.sql': "{{ config(docs={'show': true}) }} select 1 as id",
    'macros/m.sql': '{% macro twice(x) %}{{ x }} * 2{% endmacro %}{% macro plain() %}{% endmacro %}',
    'macros/m.yml':
      'macros:\n  - {name: twice, meta: {a: 1, b: 1}, docs: {show: false}, config: {meta: {b: 2}, docs: {node_color: red}}}\n',
    'models/a.yml': `models:
  - name: a
    docs: {show: false}
    constraints: [{type: primary_key, columns: [id, day]}]
  - name: b
sources:
  - name: raw
    meta: {team: shop, level: 1}
    config: {meta: {level: 2}}
    tables: [{name: t, meta: {level: 3}}, {name: u}]
  - {name: other, tables: [{name: t, meta: {own: true}}]}
`,
  });
  const { sources, nodes, macros } = project;
  expect(sources['source.shop.raw.t']).toMatchObject({ sourceMeta: { team: 'shop', level: 2 }, meta: { level: 3 } });
  expect(sources['source.shop.other.t']).not.toHaveProperty('sourceMeta');
  expect(nodes['model.shop.a']).toMatchObject({
    constraints: [{ type: 'primary_key', columns: ['id', 'day'] }],
    config: { docs: { show: false, node_color: 'blue' }, other: {} },
  });
  expect(nodes['model.shop.b']).not.toHaveProperty('constraints');
  expect(nodes['model.shop.b']?.config.docs).toEqual({ show: true, node_color: 'blue' });
  const shown = { describedIn: 'macros/m.yml', meta: { a: 1, b: 2 }, docs: { node_color: 'red' } };
  expect(macros['macro.shop.twice']).toMatchObject(shown);
  expect(macros['macro.shop.plain']).not.toHaveProperty('describedIn');
});

test('what is disabled is kept whole: nodes, tests, sources and exposures', async () => {
  const project = await loadGood({
    'models/a/x.sql': '{{ config(enabled=false) }} select 1 as id',
    'models/b/x.sql': '{{ config(enabled=false) }} select 2 as id',
    'tests/t.sql': '{{ config(enabled=false) }} select 1',
    'models/s.yml': `sources: [{name: raw, config: {enabled: false}, tables: [{name: t}]}]
exposures: [{name: board, type: dashboard, owner: {name: A}, config: {enabled: false}}]
`,
  });
  const found = Object.entries(project.disabled).map(([id, list]) => [id, ...list.map(({ path }) => path)]);
  expect(found).toEqual([
    ['exposure.shop.board', 'models/s.yml'],
    ['model.shop.x', 'models/a/x.sql', 'models/b/x.sql'],
    ['source.shop.raw.t', 'models/s.yml'],
    ['test.shop.t', 'tests/t.sql'],
  ]);
  expect([project.nodes, project.sources, project.exposures].flatMap((record) => Object.keys(record))).toEqual([]);
});
