import { didYouMean, type Span } from '../diagnostics/index.ts';
import { relationKey } from '../engines/engine.ts';
import type { Assembly } from './assembly.ts';
import type { Problems } from './problems.ts';
import type { ProjectNode, RelationNode } from './project.ts';
import type { PropertyKind } from './properties.ts';

/** A thing with a name and the place that gives it the name. */
interface Named {
  readonly name: string;
  readonly span: Span;
}

/** Finds names that cannot be, and names that two things have. Models, seeds and snapshots share one space: `ref()`. */
export function checkNames(nodes: readonly ProjectNode[], problems: Problems): void {
  const relations = nodes.filter((node) => isRelationNode(node));
  for (const node of relations) {
    const reason = nameProblem(node.name);
    if (reason) problems.report('name-invalid', { kind: `a ${node.resourceType}`, name: node.name, reason }, fileOf(node));
  }
  reportTwice('models, seeds or snapshots', relations, problems);
  reportTwice('analyses', ofType(nodes, 'analysis'), problems);
  const tests = ofType(nodes, 'test').filter((node) => node.resourceType === 'test');
  reportTwice('singular data tests', tests.filter(({ test }) => test.kind === 'singular'), problems);
  reportSameTests(tests, problems);
  reportSharedRelations(relations, problems);
}

function ofType<T extends ProjectNode['resourceType']>(nodes: readonly ProjectNode[], type: T) {
  return nodes.filter((node): node is Extract<ProjectNode, { resourceType: T }> => node.resourceType === type);
}

export function isRelationNode(node: ProjectNode): node is RelationNode {
  return node.resourceType === 'model' || node.resourceType === 'seed' || node.resourceType === 'snapshot';
}

function nameProblem(name: string): string | undefined {
  if (/\s/.test(name)) return 'it holds a space';
  if (name.includes('.')) return 'it holds a dot';
  if (/['"`\\]/.test(name)) return 'it holds a quote';
  return undefined;
}

/** Where a person looks for the node: its file, not its entry in YAML. */
function fileOf(node: ProjectNode): Span {
  return node.span.file === node.path ? node.span : { file: node.path, start: 0, end: 0 };
}

function reportTwice(kind: string, nodes: readonly ProjectNode[], problems: Problems): void {
  const first = new Map<string, Named>();
  for (const node of nodes) {
    const span = fileOf(node);
    const other = first.get(node.name);
    if (!other) first.set(node.name, { name: node.name, span });
    else problems.report('name-twice', { kind, name: node.name }, span, { related: [{ message: 'The first one:', at: other.span }] });
  }
}

/** The same test, with the same arguments and configuration, twice on one node. */
function reportSameTests(tests: readonly ProjectNode[], problems: Problems): void {
  const first = new Map<string, Span>();
  for (const { uniqueId, name, span } of tests) {
    const other = first.get(uniqueId);
    if (!other) first.set(uniqueId, span);
    else problems.report('name-twice', { kind: 'data tests', name }, span, { related: [{ message: 'The first one:', at: other }], hint: 'Remove one of them.' });
  }
}

function reportSharedRelations(nodes: readonly RelationNode[], problems: Problems): void {
  const first = new Map<string, RelationNode>();
  for (const node of nodes) {
    if (node.config.materialized === 'ephemeral') continue;
    const key = relationKey(node.relation);
    const other = first.get(key);
    if (!other) first.set(key, node);
    // Two nodes of one name were told already.
    else if (other.name !== node.name) {
      const params = { relation: key, first: other.name, second: node.name };
      problems.report('relation-twice', params, fileOf(node), { related: [{ message: 'The first one:', at: fileOf(other) }] });
    }
  }
}

const KINDS: readonly { readonly kind: PropertyKind; readonly type: ProjectNode['resourceType']; readonly word: string }[] = [
  { kind: 'models', type: 'model', word: 'model' },
  { kind: 'seeds', type: 'seed', word: 'seed' },
  { kind: 'snapshots', type: 'snapshot', word: 'snapshot' },
  { kind: 'analyses', type: 'analysis', word: 'analysis' },
  { kind: 'data_tests', type: 'test', word: 'singular data test' },
];

/** Finds entries of properties files that describe nothing. `emptyModels`: files that were told and left out. */
export function checkProperties(nodes: readonly ProjectNode[], brokenFiles: ReadonlySet<string>, assembly: Assembly): void {
  const { properties, loading } = assembly;
  for (const { kind, type, word } of KINDS) {
    const names = new Set(ofType(nodes, type).map(({ name }) => name));
    for (const entry of properties[kind].values()) {
      if (names.has(entry.name) || brokenFiles.has(entry.name)) continue;
      const other = nodes.find((node) => node.name === entry.name && isRelationNode(node));
      const hint = other ? `"${entry.name}" is a ${other.resourceType}: describe it under "${other.resourceType}s:".` : didYouMean(entry.name, names);
      loading.problems.report('properties-without-file', { kind: word, name: entry.name }, entry.span, { hint });
    }
  }
}
