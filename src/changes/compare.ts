import type { ChangeKind, Graph, NodeChange } from '../graph/index.ts';
import type { JsonObject, Project } from '../project/project.ts';
import { calledMacros } from './called-macros.ts';
import { createFinder, type EarlierManifest, type EarlierNode } from './earlier.ts';
import type { BodyPrint, Digest, Fingerprints, NodePrint, ProjectPrint } from './fingerprint.ts';
import { foreignChanges, foreignSourceChanges } from './foreign-changes.ts';
import { foreignExposureChanges, foreignUnitTestChanges } from './foreign-definitions.ts';
import { templateWords } from './template-words.ts';

interface Comparison {
  readonly project: Project;
  readonly graph: Graph;
  readonly now: ProjectPrint;
  readonly earlier: EarlierManifest;
  readonly digest: Digest;
}

/** How each node differs from an earlier manifest, by unique id. */
export function changesSince(comparison: Comparison): ReadonlyMap<string, NodeChange> {
  const find = createFinder(comparison.earlier);
  const macros = macroComparison(comparison);
  return new Map(
    [...comparison.now.nodes].map(([id, print]): [string, NodeChange] => {
      const before = find(id);
      return [id, before ? { isNew: false, kinds: kindsOf(id, print, before, comparison, macros) } : NEW];
    }),
  );
}

const NEW: NodeChange = { isNew: true, kinds: [] };

function kindsOf(
  id: string,
  print: NodePrint,
  { print: before, entry }: EarlierNode,
  { project, graph, digest }: Comparison,
  macros: MacroComparison,
): readonly ChangeKind[] {
  const kinds = before
    ? ownChanges(before.fingerprints, print.fingerprints)
    : foreignKinds(id, print, entry, { project, graph, digest });
  const called = calledMacros(id, project);
  const isHidden = treesDiffer(before?.fingerprints.body, print.fingerprints.body) && !kinds.includes('body');
  const macrosDiffer = called.some((macro) => macros(macro) === 'changed' || (macros(macro) === 'new' && isHidden));
  return macrosDiffer ? [...kinds, 'macros'] : kinds;
}

function foreignKinds(
  id: string,
  print: NodePrint,
  entry: JsonObject,
  { project, graph, digest }: Pick<Comparison, 'project' | 'graph' | 'digest'>,
): ChangeKind[] {
  const node = project.nodes[id];
  if (node) return foreignChanges(node, print, entry, digest);
  const source = project.sources[id];
  if (source) return foreignSourceChanges(source, entry);
  const exposure = project.exposures[id];
  if (exposure) return foreignExposureChanges(exposure, graph.nodes[id]?.parents ?? [], entry);
  const test = project.unitTests[id];
  return test ? foreignUnitTestChanges(test, entry) : [];
}

function ownChanges(before: Fingerprints, now: Fingerprints): ChangeKind[] {
  const kinds: readonly (readonly [ChangeKind, boolean])[] = [
    ['body', bodyDiffers(before.body, now.body)],
    ['configs', before.configs !== now.configs],
    ['contract', before.contract !== now.contract],
    ['persisted_descriptions', before.descriptions !== now.descriptions],
    ['relation', before.relation !== now.relation],
  ];
  return kinds.flatMap(([kind, differs]) => (differs ? kind : []));
}

/** Two templates mean different queries: where trees stand for all of them, these must differ, else their words. */
function bodyDiffers(before: BodyPrint, now: BodyPrint): boolean {
  return before.text !== now.text && treesDiffer(before, now);
}

function treesDiffer(before: BodyPrint | undefined, now: BodyPrint): boolean {
  return before?.tree === undefined || before.tree !== now.tree;
}

type MacroComparison = (id: string) => 'same' | 'changed' | 'new';

function macroComparison({ now, earlier, digest }: Comparison): MacroComparison {
  const known = new Map<string, ReturnType<MacroComparison>>();
  const compare: MacroComparison = (id) => {
    const before = earlier.macros.get(id);
    if (!before) return 'new';
    return (before.print ?? digest(templateWords(before.sql))) === now.macros.get(id) ? 'same' : 'changed';
  };
  return (id) => {
    const found = known.get(id) ?? compare(id);
    known.set(id, found);
    return found;
  };
}
