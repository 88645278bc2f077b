import type { Graph } from '../graph/graph.ts';
import type { Project, TestNode, UnitTest } from '../project/project.ts';
import { checkAbout, isNamed } from './check-about.ts';
import { checkHealth } from './health.ts';
import type { Results } from './results.ts';
import type { Health, NodeRun } from './site-data.ts';

/** A data test or unit test, and how it stands. */
export interface SiteCheck {
  readonly id: string;
  readonly test: TestNode | UnitTest;
  readonly name: string;
  readonly about?: string;
  /** Unique ids of what it says something of: what a generic test is attached to, all that a singular one reads, a unit test's model. */
  readonly subjects: readonly string[];
  /** Unique ids of all that it reads. */
  readonly reads: readonly string[];
  /** As written. */
  readonly column?: string;
  readonly health: Health;
  readonly latest?: NodeRun;
}

/** All tests of a project, those of one node beside each other. */
export function checksOf(
  project: Project,
  graph: Graph,
  results: Results,
  indexOf: ReadonlyMap<string, number>,
): readonly SiteCheck[] {
  const tests = Object.values(project.nodes).filter((node) => node.resourceType === 'test');
  const firstRead = readsInOrder(tests, graph);
  const checks = [
    ...tests.map((test) => dataTest(test, firstRead.get(test.uniqueId) ?? [], results)),
    ...Object.values(project.unitTests).map((test) => unitTest(test, graph, results)),
  ];
  const place = ({ subjects: [first] }: SiteCheck) =>
    (first === undefined ? undefined : indexOf.get(first)) ?? Infinity;
  const placed = checks.map((check) => ({ check, at: place(check) }));
  return placed.sort((a, b) => (a.at === b.at ? compare(a.check, b.check) : a.at - b.at)).map(({ check }) => check);
}

function compare(a: SiteCheck, b: SiteCheck): number {
  const key = ({ column = '', name, id }: SiteCheck) => `${column}\n${name}\n${id}`;
  return key(a) < key(b) ? -1 : 1;
}

/** What each test reads, in the order in which its text names it. */
function readsInOrder(tests: readonly TestNode[], graph: Graph): ReadonlyMap<string, readonly string[]> {
  const edges = new Map<string, { from: string; start: number }[]>(tests.map(({ uniqueId }) => [uniqueId, []]));
  for (const { from, to, span } of graph.edges) edges.get(to)?.push({ from, start: span.start });
  return new Map(
    [...edges].map(([id, list]) => [id, list.sort((a, b) => a.start - b.start).map(({ from }) => from)] as const),
  );
}

function dataTest(node: TestNode, reads: readonly string[], results: Results): SiteCheck {
  const { uniqueId: id, test, config } = node;
  const about = checkAbout(node);
  return {
    id,
    test: node,
    name: isNamed(node) || test.kind === 'singular' ? node.name : test.name,
    ...(about !== undefined && { about }),
    subjects: test.kind === 'generic' ? [test.attachedTo] : reads,
    reads,
    ...(test.kind === 'generic' && test.columnName !== undefined && { column: test.columnName }),
    ...standing(results.latest(id), config.severity),
  };
}

function unitTest(test: UnitTest, graph: Graph, results: Results): SiteCheck {
  const { uniqueId: id, name, model } = test;
  const subjects = Object.hasOwn(graph.nodes, id) ? (graph.nodes[id]?.parents ?? []) : [];
  return { id, test, name, about: model, subjects, reads: subjects, ...standing(results.latest(id), undefined) };
}

function standing(latest: NodeRun | undefined, severity: 'error' | 'warn' | undefined) {
  if (!latest) return { health: 'unknown' } as const;
  return { health: checkHealth(latest.status, severity), latest };
}
