import type { Span } from '../diagnostics/index.ts';
import type { Exposure, Project, ProjectNode, UnitTest } from '../project/project.ts';
import type { GraphEdge, ResolvedWatermark } from './graph.ts';
import { createLinker, type Call, type Linker } from './linker.ts';
import type { ProblemList } from './problem-list.ts';
import { resolveWatermarks } from './watermarks.ts';

/** What linking finds: edges by parent and child, and watermarks by node. */
export interface Links {
  readonly edges: GraphEdge[];
  readonly watermarks: Record<string, readonly ResolvedWatermark[]>;
}

/** Resolves every reference of the project. References that lead nowhere become problems and make no edge. */
export function linkNodes(project: Project, problems: ProblemList): Links {
  const find = createLinker(project, problems);
  const links: Links = { edges: [], watermarks: {} };
  for (const node of Object.values(project.nodes)) linkNode(project, node, find, links, problems);
  for (const exposure of Object.values(project.exposures)) linkNode(project, exposure, find, links, problems);
  for (const test of Object.values(project.unitTests)) linkUnitTest(test, find, links);
  linkRowRules(project, links);
  return links;
}

function linkNode(
  project: Project,
  node: ProjectNode | Exposure,
  find: Linker,
  links: Links,
  problems: ProblemList,
): void {
  const parents = new Map<string, Span>();
  const attachedTo = 'test' in node && node.test.kind === 'generic' ? node.test.attachedTo : undefined;
  if (attachedTo !== undefined && exists(project, attachedTo)) parents.set(attachedTo, node.span);

  const { refs, sources, watermarks } = node.references;
  const calls: Call[] = [
    ...refs.map((ref) => ({ ref })),
    ...sources.map((source) => ({ source })),
    ...watermarks.flatMap(({ of }) => of ?? []),
  ];
  let complete = true;
  for (const call of calls) {
    const id = find(call, node);
    if (id === undefined) complete = false;
    else if (!parents.has(id)) parents.set(id, 'ref' in call ? call.ref.span : call.source.span);
  }
  for (const [from, span] of parents) links.edges.push({ from, to: node.uniqueId, span });

  if (watermarks.length === 0) return;
  const inputs = complete ? [...parents.keys()].sort() : undefined;
  const resolved = resolveWatermarks(project, node, inputs, (call) => find(call, node));
  for (const problem of resolved.problems) problems.add(() => problem);
  if (resolved.watermarks.length > 0) links.watermarks[node.uniqueId] = resolved.watermarks;
}

// A row rule is asked while its model is built: what the rule reads must be there before the model, not only before the test.
function linkRowRules(project: Project, { edges }: Links): void {
  const rules = edges.filter(({ to }) => ruledBy(project.nodes[to]) !== undefined);
  if (rules.length === 0) return;
  const known = new Set(edges.map(({ from, to }) => `${from} ${to}`));
  for (const { from, to: test, span } of rules) {
    const model = ruledBy(project.nodes[test]);
    if (model === undefined || model === from || known.has(`${from} ${model}`)) continue;
    known.add(`${from} ${model}`);
    edges.push({ from, to: model, span, forRule: true });
  }
}

function ruledBy(node: ProjectNode | undefined): string | undefined {
  if (node?.resourceType !== 'test' || node.test.kind !== 'generic') return undefined;
  return node.test.onFail === undefined ? undefined : node.test.attachedTo;
}

// A unit test depends on its model alone; what its inputs stand for must exist, but need not be built.
function linkUnitTest(test: UnitTest, find: Linker, { edges }: Links): void {
  const model = find({ ref: { name: test.model, span: test.span } }, test);
  if (model !== undefined) edges.push({ from: model, to: test.uniqueId, span: test.span });
  for (const { input } of test.given) if (input !== 'this') find(input, test);
}

function exists(project: Project, id: string): boolean {
  return id in project.nodes || id in project.sources;
}
