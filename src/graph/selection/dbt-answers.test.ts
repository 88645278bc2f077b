import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonValue, Project } from '../../project/project.ts';
import { buildGraph } from '../build-graph.ts';
import { projectOf } from '../testkit/project-of.ts';
import { select } from './select.ts';
import type { IndirectSelection } from './spec.ts';

/**
 * What `dbt ls` of dbt-core 1.11 (dbt-duckdb) answers for one project: its nodes as in dbt's manifest, and for each selection the
 * positions of the nodes that it found. The random cases combine criteria, exclusions and modes of indirect selection.
 */
interface Answers {
  readonly nodes: readonly DbtNode[];
  readonly selectors: Readonly<Record<string, JsonValue>>;
  readonly cases: readonly {
    readonly select?: readonly string[];
    readonly exclude?: readonly string[];
    readonly selector?: string;
    readonly mode?: IndirectSelection;
    readonly found: readonly number[];
  }[];
}

interface DbtNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly fqn: readonly string[];
  readonly path: string;
  readonly yaml?: string;
  readonly source?: string;
  readonly test?: string;
  readonly tags: readonly string[];
  readonly parents: readonly string[];
  readonly config: Readonly<Record<string, JsonValue>>;
}

// What `dbt ls` lists unless told otherwise: all but analyses.
const LISTED = ['model', 'seed', 'snapshot', 'test', 'source', 'exposure', 'unit_test'] as const;

const file = join(import.meta.dirname, 'fixtures', 'dbt-answers.json');
const { nodes, selectors, cases } = JSON.parse(readFileSync(file, 'utf8')) as Answers;
const project = projectOfDbt();
const { value: graph } = buildGraph(project);

describe('selections find what dbt finds', () => {
  const named = cases.map((each) => [JSON.stringify({ ...each, found: undefined }), each] as const);
  test.each(named)('%s', (_, { mode, found, ...given }) => {
    const { value } = select({
      project,
      graph,
      resourceTypes: LISTED,
      ...given,
      ...(mode && { indirectSelection: mode }),
    });
    expect([...value.ids].sort()).toEqual(found.map((index) => nodes[index]?.id));
  });
});

// Nodes as dbt has them, in our shape; their parents are their references.
function projectOfDbt(): Project {
  const byType = (type: string) => nodes.filter((node) => node.type === type);
  const record = (items: readonly DbtNode[], make: (node: DbtNode) => unknown) =>
    Object.fromEntries(items.map((node) => [node.id, make(node)]));
  const own = nodes.filter((node) => !['source', 'exposure', 'unit_test'].includes(node.type));
  const shape = {
    nodes: record(own, (node) => ({ ...baseOf(node), ...(node.type === 'test' && { test: testOf(node) }) })),
    sources: record(byType('source'), (node) => ({ ...baseOf(node), sourceName: node.source })),
    exposures: record(byType('exposure'), baseOf),
    unitTests: record(byType('unit_test'), (node) => ({
      ...baseOf(node),
      model: nameOf(node.parents[0] ?? ''),
      given: [],
    })),
    selectors,
  };
  return { ...projectOf({}), ...shape } as unknown as Project;
}

function baseOf(node: DbtNode) {
  const span = { file: node.yaml ?? node.path, start: 0, end: 1 };
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
      refs: node.parents.filter((id) => !id.startsWith('source.')).map((id) => ({ name: nameOf(id), span })),
      sources: sources.map(([, , source, table]) => ({ source, table, span })),
      watermarks: [],
    },
    span,
  };
}

function testOf(node: DbtNode) {
  return node.test ? { kind: 'generic', name: node.test, attachedTo: node.parents[0] } : { kind: 'singular', code: '' };
}

function nameOf(id: string): string {
  return id.split('.').slice(2).join('.');
}
