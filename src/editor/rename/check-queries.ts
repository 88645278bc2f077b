import { sourceOf, type CompilableNode } from '../../compile/compiler.ts';
import { diagnose, placeIn } from '../../diagnostics/index.ts';
import { boundText, isSound, projectCatalog } from './bound-text.ts';
import { canonicalText } from './canonical.ts';
import { expectedText, editedMacros } from './template-edits.ts';
import { placeOfRange, type ChangedReading } from './follow.ts';
import { renamedColumns } from './renamed-columns.ts';
import { situationsOf, templated, templateOffset, tryText, type Renaming } from './world.ts';
import { applyEdits, sameName } from './words.ts';

/** Refuses where an edited query would not mean what it meant: a name that is captured, or that is ambiguous now. */
export function checkMeanings(
  touched: ReadonlyMap<CompilableNode, readonly ChangedReading[]>,
  renaming: Renaming,
): void {
  const { world, refusals, nodes, name, newName } = renaming;
  const catalog = projectCatalog(world.project, renamedColumns(renaming));
  const isTarget = (id: string, column: string) => nodes.has(id) && sameName(column, name);
  for (const [node, readings] of touched) {
    for (const reading of readings) {
      const { statement } = reading;
      if (!statement) continue;
      const after = boundText(expectedText(reading, newName), catalog);
      const before = canonicalText(statement.bound, (id, column) => (isTarget(id, column) ? newName : column).toLowerCase()); // prettier-ignore
      const isSame =
        after !== undefined &&
        isSound(after) &&
        canonicalText(after, (_, column) => column.toLowerCase()) === before &&
        (statement.bound.columns ?? []).every((column, index) => {
          const isRenamed = nodes.has(node.uniqueId) && sameName(column.name, name);
          const found = after.columns?.[index]?.name;
          return isRenamed ? found?.toLowerCase() === newName.toLowerCase() : isOwnName(found, column.name, renaming);
        });
      if (isSame) continue;
      const at = placeOfRange(world, node, reading, reading.spread.names[0]);
      refusals.add(diagnose('rename-changes-meaning', { column: name, name: newName, node: node.name }, { at }));
    }
  }
}

// What no relation is made of, as a test's query, may call its columns otherwise.
function isOwnName(found: string | undefined, before: string | undefined, { name, newName }: Renaming): boolean {
  return found === before || sameName(found, before) || (sameName(before, name) && sameName(found, newName));
}

/** Refuses where a macro that was edited prints something else for a node than it should: others use the same words. */
export function checkMacroUsers(
  touched: ReadonlyMap<CompilableNode, readonly ChangedReading[]>,
  renaming: Renaming,
): void {
  const { world, refusals, newName, edits } = renaming;
  const macros = editedMacros(renaming);
  if (macros.size === 0) return;
  const { compiler } = world.withMacros(macros);
  const paths = new Set(macros.keys());
  for (const node of Object.values(world.project.nodes)) {
    const used = node.references.macros.find((id) => paths.has(world.project.macros[id]?.path ?? ''));
    if (used === undefined) continue;
    const own = templated(node);
    const readings = own && (touched.get(own) ?? world.readingsOf(own));
    const at = world.project.macros[used]?.span;
    if (!own || !readings) {
      refusals.uncertain(`the name stands in a macro that "${node.name}" uses, too`, at);
      continue;
    }
    const source = sourceOf(own, world.project.texts);
    const offset = templateOffset(own);
    const text = applyEdits(
      source.text,
      (edits.files.get(own.path) ?? [])
        .map((edit) => ({ ...edit, start: edit.start - offset, end: edit.end - offset }))
        .filter(({ start, end }) => start >= 0 && end <= source.text.length),
    );
    const isSame = situationsOf(own).every((situation, index) => {
      const reading = readings[index];
      const expected = reading && ('spread' in reading ? expectedText(reading as ChangedReading, newName) : reading.rendered.text); // prettier-ignore
      return tryText(compiler, own, { ...source, text }, situation)?.toLowerCase() === expected?.toLowerCase();
    });
    if (!isSame) refusals.uncertain(`the name stands in a macro that "${node.name}" uses, too`, at);
  }
}

/** Refuses edits that overlap: two rules want other texts at one place. */
export function checkOverlaps({ world, refusals, edits }: Renaming): void {
  for (const [file, list] of edits.files) {
    const clash = list.find((edit, index) => edit.start < (list[index - 1]?.end ?? 0));
    if (clash) refusals.uncertain('two changes meet here', placeIn({ file, text: world.project.texts[file] ?? '' }, clash.start, clash.end)); // prettier-ignore
  }
}
