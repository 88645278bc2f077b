import { didYouMean, type Span } from '../diagnostics/index.ts';
import { relationKey } from '../engines/engine.ts';
import type { Assembly } from './assembly.ts';
import type { Problems } from './problems.ts';
import type { AnalysisNode, ProjectNode, RelationNode, TestNode } from './project.ts';
import type { PropertyKind } from './properties.ts';

/** The project's nodes by kind. */
export interface NodesByKind {
  readonly relations: readonly RelationNode[];
  readonly analyses: readonly AnalysisNode[];
  readonly singularTests: readonly TestNode[];
  readonly genericTests: readonly TestNode[];
}

/** Finds names that cannot be, and names that two enabled nodes have. Models, seeds and snapshots share one space: `ref()`. */
export function checkNames(
  { relations, analyses, singularTests, genericTests }: NodesByKind,
  problems: Problems,
): void {
  const enabled = relations.filter(isEnabled);
  for (const node of enabled) {
    const reason = nameProblem(node.name);
    if (reason)
      problems.report('name-invalid', { kind: `a ${node.resourceType}`, name: node.name, reason }, fileOf(node));
  }
  reportTwice('models, seeds or snapshots', enabled, problems);
  reportTwice('analyses', analyses.filter(isEnabled), problems);
  reportTwice('singular data tests', singularTests.filter(isEnabled), problems);
  reportSameTests(genericTests.filter(isEnabled), problems);
  reportSharedRelations(enabled, problems);
}

function isEnabled({ config }: ProjectNode): boolean {
  return config.enabled;
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
  const first = new Map<string, ProjectNode>();
  for (const node of nodes) {
    const other = first.get(node.name);
    if (!other) first.set(node.name, node);
    else
      problems.report('name-twice', { kind, name: node.name }, fileOf(node), {
        related: [{ message: 'The first one:', at: fileOf(other) }],
      });
  }
}

/** The same test, with the same arguments and configuration, twice on one node. */
function reportSameTests(tests: readonly ProjectNode[], problems: Problems): void {
  const first = new Map<string, Span>();
  for (const { uniqueId, name, span } of tests) {
    const other = first.get(uniqueId);
    if (!other) first.set(uniqueId, span);
    else
      problems.report('name-twice', { kind: 'data tests', name }, span, {
        related: [{ message: 'The first one:', at: other }],
        hint: 'Remove one of them.',
      });
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
      problems.report('relation-twice', params, fileOf(node), {
        related: [{ message: 'The first one:', at: fileOf(other) }],
      });
    }
  }
}

/** Finds entries of properties files that describe nothing. `brokenFiles`: names of files whose node could not be made. */
export function checkProperties(nodes: NodesByKind, brokenFiles: ReadonlySet<string>, assembly: Assembly): void {
  const { relations, analyses, singularTests } = nodes;
  const ofType = (type: RelationNode['resourceType']) => relations.filter(({ resourceType }) => resourceType === type);
  const kinds: readonly { kind: PropertyKind; word: string; known: readonly ProjectNode[] }[] = [
    { kind: 'models', word: 'model', known: ofType('model') },
    { kind: 'seeds', word: 'seed', known: ofType('seed') },
    { kind: 'snapshots', word: 'snapshot', known: ofType('snapshot') },
    { kind: 'analyses', word: 'analysis', known: analyses },
    { kind: 'data_tests', word: 'singular data test', known: singularTests },
  ];
  for (const { kind, word, known } of kinds) {
    const names = new Set(known.map(({ name }) => name));
    for (const entry of assembly.properties[kind].values()) {
      // A snapshot with a `relation` is its own definition; what is wrong with it was told.
      if (names.has(entry.name) || brokenFiles.has(entry.name) || entry.values.relation !== undefined) continue;
      const other = relations.find(({ name }) => name === entry.name);
      const elsewhere =
        other && `"${entry.name}" is a ${other.resourceType}: describe it under "${other.resourceType}s:".`;
      const hint = elsewhere ?? didYouMean(entry.name, names);
      assembly.loading.problems.report('properties-without-file', { kind: word, name: entry.name }, entry.span, {
        hint,
      });
    }
  }
}
