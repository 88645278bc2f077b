import { sourceSpan } from '../../jinja/index.ts';
import { diagnose, placeIn, type Place } from '../../diagnostics/index.ts';
import { sourceOf, type CompilableNode } from '../../compile/compiler.ts';
import type { TextRange } from '../../sql/tree.ts';
import { isSound } from './bound-text.ts';
import { spreadName, type Spread, type SpreadRequest } from './spread.ts';
import { inSource, printedAt } from './template-places.ts';
import { nameOfNode, templated, type NodeReading, type Refusals, type World } from './world.ts';
import { sameName } from './words.ts';

/** One rendering of a node, and what changes in it. */
export interface ChangedReading extends NodeReading {
  readonly spread: Spread;
}

export interface Followed {
  /** Nodes whose column changes its name, the target first. */
  readonly nodes: ReadonlySet<string>;
  /** Nodes that make or may read the column, with all of their renderings. */
  readonly touched: ReadonlyMap<CompilableNode, readonly ChangedReading[]>;
}

/** Follows a column's name from its node to all that pass it on under that name. */
export function followName(world: World, target: { node: string; column: string }, refusals: Refusals): Followed {
  const { opened, project } = world;
  const nodes = new Set([target.node]);
  const request = (id: string) => ({ name: target.column, tables: nodes, output: nodes.has(id) });
  const readers = () => new Set([...nodes, ...[...nodes].flatMap((id) => opened.graph.nodes[id]?.children ?? [])]);
  for (let size = 0; size !== nodes.size;) {
    size = nodes.size;
    for (const id of readers()) {
      const node = templated(project.nodes[id]);
      if (!node || node.resourceType === 'test' || nodes.has(id)) continue;
      const spreads = world.readingsOf(node).flatMap(({ statement }) => statement ?? []);
      if (spreads.some((statement) => spreadName(statement, request(id)).output)) nodes.add(id);
    }
  }
  const touched = new Map<CompilableNode, readonly ChangedReading[]>();
  for (const id of [...readers()].sort()) {
    const node = templated(project.nodes[id]);
    if (node) touched.set(node, changedReadings(node));
  }
  return { nodes, touched };

  function changedReadings(node: CompilableNode): readonly ChangedReading[] {
    const readings = world.readingsOf(node);
    if (readings.length === 0) refusals.uncertain(`"${node.name}" cannot be rendered`, node.span);
    for (const reading of readings) refuseUnread(node, reading);
    const spreads = spreadTogether(node, readings, request(node.uniqueId));
    return readings.flatMap((reading) => {
      const spread = spreads.get(reading);
      if (!spread) return [];
      for (const { reason, at } of spread.problems) refusals.uncertain(reason, placeOfRange(world, node, reading, at));
      return [{ ...reading, spread }];
    });
  }

  function refuseUnread(node: CompilableNode, reading: NodeReading): void {
    const { statement } = reading;
    const place = (at?: TextRange) => placeOfRange(world, node, reading, at);
    if (!statement || !isSound(statement.bound))
      return refusals.uncertain(`the query of "${node.name}" ${statement ? 'has errors' : 'cannot be read'}`, place());
    if (!statement.bound.columns) refusals.uncertain(`the columns of "${node.name}" are not known`, place());
    for (const name of statement.names)
      if (!name.carrier && sameName(name.name, target.column))
        refusals.uncertain('it is not known what the name means here', place(name));
  }
}

/** Follows a name through all renderings of a template: words of it that change in one change in all. */
function spreadTogether(
  node: CompilableNode,
  readings: readonly NodeReading[],
  request: SpreadRequest,
): ReadonlyMap<NodeReading, Spread> {
  const words = new Set<number>();
  const items = new Set<number>();
  const spreads = new Map<NodeReading, Spread>();
  for (let size = -1; size !== words.size + items.size;) {
    size = words.size + items.size;
    for (const reading of readings) {
      const { statement, rendered } = reading;
      if (!statement) continue;
      const also = new Set([...words].flatMap((at) => printedAt(rendered, node.path, at)));
      const alsoItems = new Set([...items].flatMap((at) => printedAt(rendered, node.path, at)));
      const spread = spreadName(statement, { ...request, also, alsoItems });
      spreads.set(reading, spread);
      for (const { start, end } of spread.names) {
        const word = inSource(rendered, { start, end, text: '' });
        if (word) words.add(word.start);
      }
      for (const { end } of spread.items) {
        const item = inSource(rendered, { start: end, end, text: '' });
        if (item) items.add(item.start - 1);
      }
    }
  }
  return spreads;
}

/** Where a range of a rendered text stands in the file; the template's beginning without one. */
export function placeOfRange(world: World, node: CompilableNode, { rendered }: NodeReading, at?: TextRange): Place {
  const source = sourceOf(node, world.project.texts);
  const span = at && sourceSpan(rendered, at.start, at.end);
  if (!span || span.file !== source.file) return placeIn(source, 0, 1);
  return placeIn(source, span.start, span.end);
}

/** Refuses a name that a node has already. */
export function refuseTaken(
  world: World,
  name: string,
  newName: string,
  ids: Iterable<string>,
  refusals: Refusals,
): void {
  if (sameName(name, newName)) return;
  for (const id of ids) {
    if (!world.columnsOf(id)?.some((column) => sameName(column.name, newName))) continue;
    const node = world.project.nodes[id];
    const at = node && placeIn({ file: node.path, text: world.project.texts[node.path] ?? '' }, 0, 1);
    refusals.add(diagnose('rename-name-taken', { name: newName, node: nameOfNode(world.project, id) }, { at }));
  }
}
