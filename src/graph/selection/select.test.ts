import { describe, expect, test } from 'vitest';
import { buildGraph } from '../build-graph.ts';
import { projectOf } from '../testkit/project-of.ts';
import { select, type SelectOptions } from './select.ts';

const project = projectOf({
  sources: ['erp.parts'],
  seeds: { regions: {} },
  models: {
    orders: { folder: 'silver', reads: ['erp.parts'], tags: ['nightly'], config: { materialized: 'table' } },
    'report.v1': { folder: 'gold', reads: ['orders'], meta: { owner: 'ops', tiers: ['a', 'b'] } },
    revenue: { folder: 'gold', reads: ['orders', 'regions'], yaml: 'models/gold/gold.yml' },
  },
  checks: {
    unique_orders: { check: 'unique', on: 'model.shop.orders', folder: 'silver', yaml: 'models/silver/silver.yml' },
    range_revenue: { check: 'dbt_utils.accepted_range', on: 'model.shop.revenue', folder: 'gold' },
  },
  unitTests: { sums: { model: 'revenue' } },
  selectors: {
    nightly: { name: 'nightly', definition: 'tag:nightly' },
    union: {
      name: 'union',
      definition: {
        union: [{ method: 'fqn', value: 'gold', exclude: ['report.v1'] }, 'regions', { exclude: ['test_type:unit'] }],
      },
    },
    numbers: {
      name: 'numbers',
      definition: { method: 'fqn', value: 'revenue', parents: true, parents_depth: 1, indirect_selection: 'empty' },
    },
    a: { name: 'a', definition: { method: 'selector', value: 'b' } },
    b: { name: 'b', definition: { union: ['orders', 'selector:a'] } },
  },
});
const { value: graph } = buildGraph(project);

function run(options: Partial<SelectOptions>) {
  const { value, diagnostics } = select({ project, graph, ...options });
  return {
    names: value.ids.map((id) => id.replace(/^\w+\.shop\./, '')),
    problems: diagnostics.map(({ severity, message, hint }) => [severity, message, hint ?? ''].join(' | ')),
  };
}

describe('select', () => {
  test('without a selection takes everything, in the order of the graph', () => {
    expect(select({ project, graph }).value.ids).toEqual(graph.order);
    expect(select({ project, graph, select: [], exclude: [] }).value.ids).toEqual(graph.order);
  });

  test.each([
    ['+revenue', ['regions', 'erp.parts', 'orders', 'revenue', 'unique_orders', 'range_revenue', 'revenue.sums']],
    ['report.v1', ['report.v1']],
    ['gold.report.v1', ['report.v1']],
    ['gold.report', ['report.v1']],
    ['path:models/gold/gold.yml', ['revenue', 'range_revenue', 'revenue.sums']],
    ['models\\silver\\', ['orders', 'unique_orders']],
    ['test_name:accepted_range', ['range_revenue']],
    ['test_name:dbt_utils.accepted_range', ['range_revenue']],
    ['config.meta.tiers:b', ['report.v1']],
    ['resource_type:seed resource_type:source', ['regions', 'erp.parts']],
    ['selector:nightly', ['orders', 'unique_orders']],
    ['selector:nig*', ['orders', 'unique_orders']],
  ])('%s', (criteria, names) => {
    expect(run({ select: [criteria] })).toEqual({ names, problems: [] });
  });

  test('keeps what a command works on', () => {
    expect(run({ select: ['+revenue'], resourceTypes: ['model'] }).names).toEqual(['orders', 'revenue']);
  });

  test('a method with its own exclusion may stand in a list', () => {
    expect(run({ selector: 'union' }).names).toEqual(['regions', 'revenue', 'range_revenue']);
  });

  test('a selector may say how many generations, and which tests join', () => {
    expect(run({ selector: 'numbers' }).names).toEqual(['regions', 'orders', 'revenue']);
  });

  test('uses the default selector only when nothing else is said', () => {
    const selectors = { ...project.selectors, nightly: { definition: 'tag:nightly', default: true } };
    const changed = { ...project, selectors };
    expect(run({ project: changed }).names).toEqual(['orders', 'unique_orders']);
    expect(run({ project: changed, select: ['regions'] }).names).toEqual(['regions']);
    expect(run({ project: changed, exclude: ['regions'] }).names).toHaveLength(graph.order.length - 1);
    const twice = { ...selectors, other: { definition: 'orders', default: true } };
    expect(run({ project: { ...project, selectors: twice } }).problems[0]).toContain(
      '"nightly", "other" all have "default: true"',
    );
  });

  test('finds results of an earlier run, and no node that is gone', () => {
    const results = [
      { uniqueId: 'model.shop.orders', status: 'error' },
      { uniqueId: 'model.shop.gone', status: 'error' },
      { uniqueId: 'model.shop.revenue', status: 'success' },
    ];
    expect(run({ select: ['result:error'], previous: { results }, indirectSelection: 'empty' }).names).toEqual([
      'orders',
    ]);
    expect(run({ select: ['1+result:success'], previous: { results }, indirectSelection: 'empty' }).names).toEqual([
      'regions',
      'orders',
      'revenue',
    ]);
  });
});

describe('criteria that match nothing are warnings, with what is near', () => {
  test.each([
    ['ordrs', 'The criterion "ordrs" matches nothing. | Did you mean "orders"?'],
    ['silber', 'The criterion "silber" matches nothing. | Did you mean "silver"?'],
    ['tag:nigthly+', 'The criterion "tag:nigthly+" matches nothing. | Did you mean "nightly"?'],
    ['path:models/glod', 'The criterion "path:models/glod" matches nothing. | Did you mean "models/gold"'],
    ['source:erq', 'The criterion "source:erq" matches nothing. | Did you mean "erp"?'],
    [
      'config.materialised:table',
      'The criterion "config.materialised:table" matches nothing. | Did you mean "materialized"?',
    ],
    ['config.materialized:tabel', 'The criterion "config.materialized:tabel" matches nothing. | Did you mean "table"?'],
    [
      'orders,regions',
      'The criterion "orders,regions" matches nothing. | Each of its criteria matches, but no node matches all.',
    ],
    ['config.constructor.name:Object', 'matches nothing.'],
  ])('%s', (criteria, problem) => {
    const { names, problems } = run({ select: [criteria, 'regions'] });
    expect(names).toEqual(['regions']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('warning | ');
    expect(problems[0]).toContain(problem);
  });

  test('each is told once, in exclusions too', () => {
    expect(run({ select: ['nope nope', 'regions'], exclude: ['nope'] }).problems).toHaveLength(1);
    expect(run({ exclude: ['tag:never'] }).problems).toHaveLength(1);
  });

  test('a selection of what a command does not work on is told', () => {
    const { problems } = run({ select: ['source:erp'], resourceTypes: ['model'] });
    expect(problems[0]).toContain('The selection has only source nodes, and this command works on model.');
  });
});

describe('selections that make no sense are errors, and select nothing', () => {
  test.each([
    [{ select: ['tags:nightly'] }, '"tags" is not a method of selection. | Did you mean "tag"?'],
    [{ select: ['constructor:x'] }, '"constructor" is not a method of selection.'],
    [{ select: ['@orders+'] }, '"@" at the beginning and "+" at the end cannot be combined'],
    [{ select: ['orders, regions'] }, 'a comma stands between two criteria, without spaces'],
    [{ select: ['+'] }, 'it names nothing'],
    [{ select: ['tag:'] }, 'it names nothing'],
    [{ select: ['test_type:genric'] }, '"genric" is not a value of "test_type". | Did you mean "generic"?'],
    [{ select: ['resource_type:table'] }, '"table" is not a value of "resource_type". | Use one of: model, seed'],
    [{ select: ['result:error'] }, 'there is no "run_results.json" to compare with. | Name the folder'],
    [{ select: ['state:modified'] }, 'there is no "manifest.json" to compare with.'],
    [{ select: ['state:modfied'], previous: { changes: new Map() } }, '"modfied" is not a value of "state".'],
    [{ select: ['source_status:fresher+'] }, 'is not available yet.'],
    [{ select: ['metric:x'] }, 'there are no metrics.'],
    [{ selector: 'nigthly' }, 'There is no selector "nigthly". | Did you mean "nightly"?'],
    [{ select: ['selector:zzz'] }, 'There is no selector "zzz". | Known selectors: nightly, union'],
    [{ select: ['selector:zzz*'] }, 'There is no selector "zzz*".'],
    [{ selector: 'toString' }, 'There is no selector "toString".'],
    [
      { selector: 'nightly', exclude: ['orders'] },
      'cannot be combined with --select or --exclude. | Write it as a criterion: --select selector:nightly.',
    ],
    [{ selector: 'a' }, 'The selectors "a", "b", "a" lead back to themselves.'],
    [{ select: ['selector:b'] }, 'The selectors "b", "a", "b" lead back to themselves.'],
  ] satisfies [Partial<SelectOptions>, string][])('%j', (options, problem) => {
    const { names, problems } = run(options);
    expect(names).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('error | ');
    expect(problems[0]).toContain(problem);
  });

  test.each([
    [{ union: ['orders'], method: 'tag' }, '"union" must stand alone, but "method" stands beside it'],
    [{ intersection: 'orders' }, '"intersection" must be a list'],
    [{ union: ['orders', { exclude: ['a'] }, { exclude: ['b'] }] }, '"union" has more than one "exclude"'],
    [{ union: ['orders', { exclude: 'a' }] }, '"exclude" must be a list'],
    [{ method: 'tag', parents: true }, 'it needs "method" and "value", or one method as its key'],
    [{ method: 'tag', value: ['a'] }, 'the value of "tag" must be a text, a number or a boolean'],
    [{ method: 'tag', value: 'a', indirect_selection: 'lazy' }, '"indirect_selection" must be one of'],
    [{ method: 'tag', value: 'a', parents: true, parents_depth: 'two' }, '"parents_depth" must be a whole number'],
    [{ method: 'tag', value: 'a', children: true, childrens_parents: true }, 'cannot be combined'],
    [['orders'], 'its definition must be a text or a mapping'],
    [null, 'its definition must be a text or a mapping'],
  ])('definition %j', (definition, reason) => {
    const selectors = { x: { name: 'x', definition } };
    const { names, problems } = run({ project: { ...project, selectors }, selector: 'x' });
    expect(names).toEqual([]);
    expect(problems[0]).toContain(reason);
  });
});

test('ten thousand names in one selection', () => {
  const models = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [
      `m${index}`,
      { folder: `f${index % 100}`, reads: index ? [`m${index - 1}`] : [] },
    ]),
  );
  const large = projectOf({ models });
  const { value: largeGraph } = buildGraph(large);
  const names = Object.keys(models).flatMap((name, index) => [
    name,
    `path:models/f${index % 100}/${name}.sql`,
    `tag:t${index}`,
  ]);
  const { value } = select({ project: large, graph: largeGraph, select: names, indirectSelection: 'buildable' });
  expect(value.ids).toHaveLength(10_000);
});
