import type { ModelNode, Project, TestNode } from '../project/project.ts';
import { rowRules } from '../quality/index.ts';
import type { QuarantineRow } from './site-data.ts';
import type { SiteInput } from './site-input.ts';

/** Open rows in quarantine by unique id of the test that holds them. A row that breaks two rules counts for both. */
export function heldBackRows({
  project,
  quarantine,
}: Pick<SiteInput, 'project' | 'quarantine'>): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const [id, rows] of quarantine) {
    const node = Object.hasOwn(project.nodes, id) ? project.nodes[id] : undefined;
    if (node?.resourceType !== 'model') continue;
    const tests = testsByRule(node, project);
    for (const [rule, count] of openRowsByRule(rows)) {
      const test = tests.get(rule);
      if (test !== undefined) held.set(test, (held.get(test) ?? 0) + count);
    }
  }
  return held;
}

/** A quarantine names all rules that a row broke: `not_null_id, never_negative`. */
function openRowsByRule(rows: readonly QuarantineRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, status, rows: count } of rows)
    if (status === 'open') for (const name of rule.split(', ')) counts.set(name, (counts.get(name) ?? 0) + count);
  return counts;
}

function testsByRule(model: ModelNode, project: Project): ReadonlyMap<string, string> {
  const tests = Object.values(project.nodes)
    .filter((node): node is TestNode => node.resourceType === 'test')
    .filter(({ test }) => test.kind === 'generic' && test.attachedTo === model.uniqueId && test.onFail !== undefined)
    // Names of rules come from names of columns: what references stand for does not matter.
    .map((node) => ({ node, arguments: node.test.kind === 'generic' ? node.test.arguments : {} }));
  const { value } = rowRules({ model, tests, texts: project.texts });
  return new Map(value.map(({ name, testId }) => [name, testId]));
}
