import { expect, test } from 'vitest';
import { buildGraph } from '../graph/index.ts';
import type { JsonObject } from '../project/project.ts';
import { loadGood, type LoadFiles } from '../project/testkit/temporary-project.ts';
import { buildManifest } from './manifest.ts';

type Entries = Readonly<Record<string, JsonObject>>;
const invocation = { invocationId: 'i', startedAt: '2026-01-01T10:00:00Z', generatedAt: '2026-01-01T10:00:05Z' };

async function manifestOf(files: LoadFiles) {
  const project = await loadGood(files);
  const manifest = buildManifest({ project, graph: buildGraph(project).value, invocation });
  return manifest as JsonObject & Record<'nodes' | 'sources' | 'macros' | 'groups', Entries>;
}

test('groups with their owners and members, empty ones too', async () => {
  const manifest = await manifestOf({
    'models/a.sql': "{{ config(group='finance') }} select 1 as id",
    'models/deep/groups.yml': `groups:
  - {name: finance, description: Money., owner: {email: [a@x.example, b@x.example], chat: money}, config: {meta: {floor: 3}}}
  - {name: nobody, owner: {name: N}}
`,
  });
  const place = { path: 'deep/groups.yml', original_file_path: 'models/deep/groups.yml' };
  const common = { resource_type: 'group', package_name: 'shop', ...place };
  const owner = { name: null, email: ['a@x.example', 'b@x.example'], chat: 'money' };
  expect(manifest.groups).toEqual({
    'group.shop.finance': { ...common, name: 'finance', unique_id: 'group.shop.finance', description: 'Money.', owner, config: { meta: { floor: 3 } } },
    'group.shop.nobody': { ...common, name: 'nobody', unique_id: 'group.shop.nobody', description: null, owner: { name: 'N', email: null }, config: { meta: {} } },
  }); // prettier-ignore
  expect(manifest.group_map).toEqual({ finance: ['model.shop.a'], nobody: [] });
});

test("a whole model's constraints; its primary key comes first; a foreign key names its relation", async () => {
  const { nodes } = await manifestOf({
    'models/gold/a.sql': 'select 1 as id, 2 as day',
    'models/gold/b.sql': 'select 1 as id',
    'models/a.yml': `models:
  - name: a
    constraints:
      - {type: foreign_key, columns: [id], to: ref('b'), to_columns: [id], warn_unsupported: false}
      - {type: foreign_key, columns: [id], to: "source('raw', 't')", to_columns: [id]}
      - {type: foreign_key, columns: [id], to: ref('gone'), to_columns: [id]}
      - {type: primary_key, name: both, columns: [id, day]}
    columns: [{name: id, constraints: [{type: foreign_key, to: ref('b'), to_columns: [id]}, {type: primary_key}]}]
sources: [{name: raw, tables: [{name: t}]}]
`,
  });
  const a = nodes['model.shop.a'];
  const rest = { name: null, expression: null, warn_unenforced: true, warn_unsupported: true };
  const key = { ...rest, type: 'foreign_key', columns: ['id'], to_columns: ['id'] };
  expect(a?.constraints).toEqual([
    { ...key, to: '"shop"."gold"."b"', warn_unsupported: false },
    { ...key, to: '"shop"."raw"."t"' },
    { ...key, to: "ref('gone')" },
    { ...rest, type: 'primary_key', name: 'both', columns: ['id', 'day'], to: null, to_columns: [] },
  ]);
  expect(a?.primary_key).toEqual(['id', 'day']);
  const { id } = a?.columns as Entries;
  expect(id?.constraints).toMatchObject([{ to: '"shop"."gold"."b"', to_columns: ['id'] }, { type: 'primary_key' }]);
  expect((id?.constraints as Entries[])[0]).not.toHaveProperty('columns');
  expect(nodes['model.shop.b']?.constraints).toEqual([]);
});

test('what is disabled has whole entries, several of one id too', async () => {
  const { disabled, nodes, sources, exposures } = await manifestOf({
    'models/a/x.sql': '{{ config(enabled=false) }} select 1 as id',
    'models/b/x.sql': '{{ config(enabled=false) }} select 2 as id',
    'models/s.yml': `sources: [{name: raw, config: {enabled: false}, tables: [{name: t}]}]
exposures: [{name: board, type: dashboard, owner: {name: A}, config: {enabled: false}}]
`,
  });
  const off = { config: { enabled: false }, unrendered_config: { enabled: false } };
  expect(disabled).toMatchObject({
    'exposure.shop.board': [{ ...off, resource_type: 'exposure', owner: { name: 'A' } }],
    'model.shop.x': [
      { ...off, original_file_path: 'models/a/x.sql', relation_name: '"shop"."a"."x"' },
      { ...off, original_file_path: 'models/b/x.sql', relation_name: '"shop"."b"."x"' },
    ],
    'source.shop.raw.t': [{ ...off, resource_type: 'source', relation_name: '"shop"."raw"."t"' }],
  });
  expect([nodes, sources, exposures]).toEqual([{}, {}, {}]);
});

test('docs blocks, how the docs show a node, meta of sources and macros', async () => {
  const { nodes, sources, macros } = await manifestOf({
    'models/d.md': '{% docs one %}One.{% enddocs %}',
    'models/a.sql': 'select 1 as id',
    'macros/m.sql': '{% macro twice(x) %}{{ x }} * 2{% endmacro %}',
    'macros/m.yml': 'macros: [{name: twice, meta: {a: 1}, config: {docs: {show: false}}}]',
    'models/a.yml': `models:
  - name: a
    description: "{{ doc('one') }}"
    docs: {show: false}
    columns: [{name: id, description: "{{ doc('one') }}"}, {name: b, description: Plain.}]
sources: [{name: raw, meta: {team: shop}, tables: [{name: t, description: "{{ doc('one') }}", meta: {own: 1}}]}]
`,
  });
  const blocks = { doc_blocks: ['doc.shop.one'] };
  const hidden = { show: false, node_color: null };
  expect(nodes['model.shop.a']).toMatchObject({
    ...blocks,
    docs: hidden,
    config: { docs: hidden },
    unrendered_config: { docs: { show: false } },
    columns: { id: blocks, b: { doc_blocks: [] } },
  });
  expect(sources['source.shop.raw.t']).toMatchObject({ ...blocks, source_meta: { team: 'shop' }, meta: { own: 1 } });
  expect(macros['macro.shop.twice']).toMatchObject({
    patch_path: 'shop://macros/m.yml',
    meta: { a: 1 },
    docs: hidden,
    config: { meta: { a: 1 }, docs: hidden },
  });
});
