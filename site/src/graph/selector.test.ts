import { describe, expect, test } from 'vitest';
import type { NodeKind, NodeRow } from '../../../src/docs/site-data.ts';
import type { JsonValue, Project } from '../../../src/project/project.ts';
import { buildGraph } from '../../../src/graph/build-graph.ts';
import { select } from '../../../src/graph/selection/select.ts';
import { projectOf } from '../../../src/graph/testkit/project-of.ts';
import answersFile from '../../../src/graph/selection/fixtures/dbt-answers.json';
import { METHODS } from './selector-methods.ts';
import { parseSelector } from './selector-parse.ts';
import { selectNodes } from './selector.ts';
import { graphOf, rowOf } from './testkit/graph-of.ts';

interface DbtNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly fqn: readonly string[];
  readonly path: string;
  readonly source?: string;
  readonly tags: readonly string[];
  readonly parents: readonly string[];
  readonly config: Readonly<Record<string, JsonValue>>;
}

const answers = answersFile as unknown as {
  readonly nodes: readonly DbtNode[];
  readonly cases: readonly { readonly select?: readonly string[]; readonly exclude?: readonly string[] }[];
};

// The page's nodes: tests are none. Files of YAML that describe a node are not known to the page, so neither side gets them.
const nodes = answers.nodes.filter(({ type }) => type !== 'test' && type !== 'unit_test');
const project = projectOfNodes();
const { value: graph } = buildGraph(project);
const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
const site = graphOf(
  nodes.map((node): NodeRow => ({
    ...rowOf(node.id),
    kind: node.type as NodeKind,
    name: node.type === 'source' ? `${node.source}.${node.name}` : node.name,
    path: node.path,
    fqn: node.fqn,
    tags: node.tags,
    ...(typeof node.config.materialized === 'string' &&
      node.type !== 'exposure' &&
      node.type !== 'source' && { materialized: node.config.materialized }),
    parents: node.parents.map((id) => indexOf.get(id) as number),
  })),
);

describe('selectors find what the command line finds', () => {
  const isInPage = ({ select: included = [], exclude = [] }: (typeof answers.cases)[number]) => {
    const { selector } = parseSelector(textOf(included, exclude));
    const methods = [...selector.include, ...selector.exclude].flat().map(({ method }) => method);
    const allowed = (method: string) => Object.hasOwn(METHODS, method);
    const values = [...selector.include, ...selector.exclude].flat();
    return (
      methods.length > 0 &&
      methods.every(allowed) &&
      values.every(({ method, value }) => METHODS[method]?.allowed?.includes(value) ?? true)
    );
  };
  const cases = answers.cases.filter(isInPage);

  test('there are many cases that both sides know', () => expect(cases.length).toBeGreaterThan(200));

  test.each(cases.map((each) => [textOf(each.select ?? [], each.exclude ?? []), each] as const))('%s', (text, each) => {
    const { select: included, exclude } = each;
    const { value } = select({
      project,
      graph,
      ...(included && { select: included }),
      ...(exclude && { exclude }),
    });
    const found = selectNodes(site, text);
    expect(found.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(found.nodes.map((index) => site.rows[index]?.id).sort()).toEqual([...value.ids].sort());
  });
});

const small = graphOf([
  rowOf('source.shop.erp.parts', { kind: 'source', name: 'erp.parts', fqn: ['shop', 'erp', 'parts'], health: 'warn' }),
  rowOf('model.shop.orders', { fqn: ['shop', 'silver', 'orders'], layer: 'silver', parents: [0], owner: 'ops' }),
  rowOf('model.shop.revenue', { fqn: ['shop', 'gold', 'revenue'], layer: 'gold', parents: [1], health: 'error' }),
  rowOf('model.shop.churn', { fqn: ['shop', 'gold', 'churn'], layer: 'gold', parents: [1] }),
  rowOf('macro.shop.cents', { kind: 'macro', name: 'cents', fqn: ['shop', 'cents'] }),
]);

describe('selectors of the page', () => {
  test.each([
    ['', [0, 1, 2, 3]],
    ['status:error status:warn', [0, 2]],
    ['layer:gold', [2, 3]],
    ['owner:o*', [1]],
    ['+revenue !orders', [0, 2]],
    ['--select +revenue --exclude orders', [0, 2]],
    ['!gold', [0, 1]],
    ['1+revenue', [1, 2]],
    ['@orders', [0, 1, 2, 3]],
    ['orders+,layer:gold !churn', [2]],
  ])('%s', (text, found) => {
    expect(selectNodes(small, text)).toEqual({ nodes: found, problems: [] });
  });

  test.each([
    ['orders tags:x', 'error', '"tags" is not a method of selection.', 'Did you mean "tag"', 'tags:x'],
    ['status:eror', 'error', '"eror" is not a value of "status".', 'Did you mean "error"?', 'status:eror'],
    ['revenue, orders', 'error', 'A comma stands between two criteria', undefined, 'revenue,'],
    ['x !@orders+', 'error', '"@" at the beginning and "+" at the end', undefined, '@orders+'],
    ['orders +', 'error', '"+" names nothing.', undefined, '+'],
    ['constructor:x', 'error', '"constructor" is not a method', 'Use one of: fqn', 'constructor:x'],
    ['state:modified', 'error', '"state" works on the command line alone', undefined, 'state:modified'],
    ['orders ordrs+', 'warning', '"ordrs" matches nothing.', 'Did you mean "orders"?', 'ordrs+'],
    ['layer:gold,orders', 'warning', 'no node matches all', undefined, 'layer:gold,orders'],
  ])('%s is told with its place', (text, severity, message, hint, place) => {
    const [problem, ...others] = selectNodes(small, text).problems;
    expect(others).toEqual([]);
    expect(problem?.severity).toBe(severity);
    expect(problem?.message).toContain(message);
    if (hint) expect(problem?.hint).toContain(hint);
    expect(text.slice(problem?.at.start, problem?.at.end)).toBe(place);
  });
});

function textOf(included: readonly string[], excluded: readonly string[]): string {
  return [...included, ...(excluded.length > 0 ? ['--exclude', ...excluded] : [])].join(' ');
}

function projectOfNodes(): Project {
  const byType = (type: string) => nodes.filter((node) => node.type === type);
  const record = (items: readonly DbtNode[], make: (node: DbtNode) => unknown) =>
    Object.fromEntries(items.map((node) => [node.id, make(node)]));
  const own = nodes.filter(({ type }) => type !== 'source' && type !== 'exposure');
  const shape = {
    nodes: record(own, baseOf),
    sources: record(byType('source'), (node) => ({ ...baseOf(node), sourceName: node.source })),
    exposures: record(byType('exposure'), baseOf),
    unitTests: {},
    selectors: {},
  };
  return { ...projectOf({}), ...shape } as unknown as Project;
}

function baseOf(node: DbtNode) {
  const span = { file: node.path, start: 0, end: 1 };
  const sources = node.parents.filter((id) => id.startsWith('source.')).map((id) => id.split('.'));
  return {
    uniqueId: node.id,
    resourceType: node.type,
    name: node.name,
    packageName: 'shop',
    path: node.path,
    fqn: node.fqn,
    tags: node.tags,
    meta: node.config.meta ?? {},
    config: { ...node.config, other: {} },
    references: {
      refs: node.parents
        .filter((id) => !id.startsWith('source.'))
        .map((id) => ({ name: id.split('.').slice(2).join('.'), span })),
      sources: sources.map(([, , source, table]) => ({ source, table, span })),
      watermarks: [],
    },
    span,
  };
}
