import { diagnose, placeIn, type Diagnostic } from '../../diagnostics/index.ts';
import type { NodeColumn, ProjectLineage } from '../../lineage/project-lineage.ts';
import type { Analysis } from '../analysis.ts';
import type { Project } from '../../project/project.ts';
import type { FileEdits, Renaming } from './world.ts';
import { applyEdits, sameName } from './words.ts';

interface Edited {
  readonly world: { readonly project: Pick<Project, 'texts'> };
  readonly edits: FileEdits;
}

/** The texts of the edited files. */
export function editedTexts({ world, edits }: Edited): ReadonlyMap<string, string> {
  return new Map([...edits].map(([file, list]) => [file, applyEdits(world.project.texts[file] ?? '', list)]));
}

/** Analyses the edited project, and refuses where it has new problems, or another lineage but for the name. */
export async function checkProject(
  before: { readonly lineage: ProjectLineage; readonly diagnostics: readonly Diagnostic[] },
  renaming: Renaming,
): Promise<void> {
  const { world, refusals, name, newName, nodes } = renaming;
  const after = await world.tools.reanalyse?.(editedTexts({ world, edits: renaming.edits.files }));
  if (!after) return;
  const found = newProblem(before.diagnostics, after.diagnostics);
  if (found) {
    refusals.uncertain(`afterwards the project would have a new problem: ${found.message}`, found.place);
    return;
  }
  const changed = changedNode(before.lineage, after, renaming);
  if (changed === undefined) return;
  const { path } = world.project.nodes[changed] ?? world.project.sources[changed] ?? { path: '' };
  const at = placeIn({ file: path, text: world.project.texts[path] ?? '' }, 0, 1);
  const node = world.project.nodes[changed]?.name ?? [...nodes][0] ?? changed;
  refusals.add(diagnose('rename-changes-meaning', { column: name, name: newName, node }, { at }));
}

/** A diagnostic of a code that is told more often than before. */
function newProblem(before: readonly Diagnostic[], after: readonly Diagnostic[]): Diagnostic | undefined {
  const left = new Map<string, number>();
  const keyOf = ({ code, severity, place }: Diagnostic) => `${code} ${severity} ${place?.file ?? ''}`;
  for (const diagnostic of before) left.set(keyOf(diagnostic), (left.get(keyOf(diagnostic)) ?? 0) + 1);
  return after.find((diagnostic) => {
    const count = left.get(keyOf(diagnostic)) ?? 0;
    left.set(keyOf(diagnostic), count - 1);
    return count <= 0;
  });
}

function changedNode(before: ProjectLineage, { project }: Analysis, renaming: Renaming): string | undefined {
  const after = project?.lineage().nodes ?? {};
  const ids = new Set([...Object.keys(before.nodes), ...Object.keys(after)]);
  return [...ids].find((id) => {
    const old = before.nodes[id];
    const now = after[id];
    if (!old || !now) return true;
    const printOld = old.columns.map((column) => columnPrint(id, column, renaming));
    const printNow = now.columns.map((column) => columnPrint(id, column));
    return (
      JSON.stringify([printOld, usesPrint(old.uses, renaming)]) !== JSON.stringify([printNow, usesPrint(now.uses)])
    );
  });
}

type Ref = { readonly node: string; readonly column: string };

function nameAfter({ node, column }: Ref, renaming?: Renaming): string {
  const isRenamed = renaming !== undefined && renaming.nodes.has(node) && sameName(column, renaming.name);
  return (isRenamed ? renaming.newName : column).toLowerCase();
}

// A column that gets an alias is renamed and was passed through before: its name alone is another.
function columnPrint(node: string, { name, type, how, inputs, uses }: NodeColumn, renaming?: Renaming): unknown {
  const from = inputs.map((input) => [input.node, nameAfter(input, renaming), plainHow(input.how)].join(' ')).sort();
  return [nameAfter({ node, column: name }, renaming), type, plainHow(how), from, usesPrint(uses, renaming)];
}

function plainHow(how: string | undefined): string | undefined {
  return how === 'renamed' ? 'passed through' : how;
}

function usesPrint(uses: NodeColumn['uses'], renaming?: Renaming): readonly string[] {
  return uses.map((used) => [used.node, nameAfter(used, renaming), used.use].join(' ')).sort();
}
