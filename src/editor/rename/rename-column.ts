import type { Diagnostic, Span } from '../../diagnostics/index.ts';
import type { ColumnRef } from '../../lineage/column-graph.ts';
import type { AnalysedProject, Analysis } from '../analysis.ts';
import { checkMacroUsers, checkMeanings, checkOverlaps } from './check-queries.ts';
import { checkProject } from './check-project.ts';
import { editConfig, refuseHooks } from './config-edits.ts';
import { followName, refuseTaken } from './follow.ts';
import { refuseTarget } from './refuse-target.ts';
import { editTests } from './test-edits.ts';
import { editTemplate } from './template-edits.ts';
import { editUnitTests } from './unit-test-edits.ts';
import { editWatermarks } from './watermark-edits.ts';
import { createEdits, createRefusals, createWorld, type FileEdits, type Renaming, type RenameTools } from './world.ts';
import { editColumnEntries } from './yaml-columns.ts';

/** What a rename comes to: edits, or why there are none. */
export interface RenameResult {
  /** Replacements by file, in the order of its text; offsets are UTF-16 units of the project's text of the file. Empty where it is refused. */
  readonly edits: FileEdits;
  /** The columns that change their name, by the name that they have now; the one that was asked for first. */
  readonly renamed: readonly ColumnRef[];
  /** Where an item of SELECT gets `as` and the new name: there the rename back leaves other bytes than before. */
  readonly aliased: readonly Span[];
  /** Why it is refused, with places. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Renames a column of a node over the whole project: in its query and all that reads it, in YAML, configuration, tests and unit tests. Refuses
 * whatever is not certain, and what would not mean the same afterwards. Nothing is written.
 */
export async function renameColumn(
  analysis: Pick<Analysis, 'project' | 'diagnostics'>,
  target: ColumnRef,
  newName: string,
  tools: RenameTools,
): Promise<RenameResult> {
  const { project } = analysis;
  if (!project) return refused([]);
  const refusal = refuseTarget(project, target, newName);
  if (refusal) return refused([refusal]);
  if (target.column === newName) return refused([]);
  const { renaming, renamed } = await renameIn(project, target, newName, tools);
  const { refusals, edits } = renaming;
  if (refusals.list.length === 0)
    await checkProject({ lineage: project.lineage(), diagnostics: analysis.diagnostics }, renaming);
  if (refusals.list.length > 0) return { ...refused(refusals.list), renamed };
  const aliased = [...edits.files].flatMap(([file, list]) =>
    list.filter(({ start, end }) => start === end).map(({ start, end }) => ({ file, start, end })),
  );
  return { edits: edits.files, renamed, aliased, diagnostics: [] };
}

async function renameIn(
  project: AnalysedProject,
  target: ColumnRef,
  newName: string,
  tools: RenameTools,
): Promise<{ renaming: Renaming; renamed: readonly ColumnRef[] }> {
  const world = createWorld(project, tools);
  const refusals = createRefusals(world.project, target.column);
  const { nodes, touched } = followName(world, target, refusals);
  const renaming: Renaming = { world, name: target.column, newName, nodes, refusals, edits: createEdits() };
  refuseTaken(world, target.column, newName, nodes, refusals);
  const renamed = [...nodes].map((node) => ({ node, column: target.column }));
  if (refusals.list.length > 0) return { renaming, renamed };
  checkMeanings(touched, renaming);
  for (const [node, readings] of touched) editTemplate(node, readings, renaming);
  refuseHooks(touched.keys(), renaming);
  editWatermarks(renaming);
  editConfig(renaming);
  editColumnEntries(renaming);
  editUnitTests(renaming);
  await editTests(renaming);
  checkMacroUsers(touched, renaming);
  checkOverlaps(renaming);
  return { renaming, renamed };
}

function refused(diagnostics: readonly Diagnostic[]): RenameResult {
  return { edits: new Map(), renamed: [], aliased: [], diagnostics };
}
