import { createResolver } from '../../graph/index.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { Query } from '../../sql/tree.ts';
import type { AnalysedProject, Reading } from '../analysis.ts';
import { isSame } from '../columns/column-place.ts';
import { descriptionOf, nodeLabel } from '../columns/column-text.ts';
import { columnsInText, type WrittenItem } from '../columns/columns-in-text.ts';
import { relationsAround, type WrittenRelation } from '../columns/relations-in-text.ts';
import { visitTree, type TreeNode } from '../positions/tree-path.ts';
import type { Completion, CompletionView } from './completion.ts';

/** CTEs that read each other, one in the other, deeper than anybody writes. */
const MAX_DEPTH = 20;

export function columnsOfRelation(
  { of }: WrittenRelation,
  view: CompletionView,
  depth = MAX_DEPTH,
): readonly Completion[] {
  const resolver = createResolver(view.project.opened.project);
  if ('this' in of) return view.project.nodesIn(view.file).flatMap((id) => columnsOfNode(view, id));
  if ('named' in of) return namedColumns(of.named, view, depth);
  const found = 'ref' in of ? resolver.ref({ name: of.ref }) : resolver.source(of);
  return found ? columnsOfNode(view, found.uniqueId) : [];
}

export function columnsOfNode({ project }: { readonly project: AnalysedProject }, id: string): readonly Completion[] {
  const { nodes, sources } = project.opened.project;
  const declared = Object.values((sources[id] ?? (nodes[id] as { columns?: object }))?.columns ?? {}) as { name: string; dataType?: string }[]; // prettier-ignore
  const columns = project.columnsOf(id) ?? declared.map(({ name, dataType }) => ({ name, type: dataType ?? '' }));
  return columns.map(({ name, type }) => ({
    label: name,
    kind: 'column',
    detail: `${type} ${nodeLabel(project, id)}`.trim(),
    documentation: descriptionOf(project, { id, column: name }),
    text: written(name),
  }));
}

/**
 * Columns of a CTE or a subquery: as the text has them now, which need not be a whole query, with what was known of them when it last was one.
 * What a tag makes is known from then alone.
 */
export function namedColumns(name: string, view: CompletionView, depth = MAX_DEPTH): readonly Completion[] {
  const known = readColumns(name, view.lastReadings);
  const inText = depth > 0 ? columnsInText(view.text, name) : undefined;
  if (!inText) return known;
  const around = relationsAround(view.text, inText.offset);
  const columns = inText.items.flatMap((item) => itemColumns(item, { name, around, view, depth: depth - 1 }));
  const now = columns.map((column) => known.find(({ label }) => isSame(label, column.label)) ?? column);
  return inText.isComplete ? now : [...now, ...known];
}

interface Item {
  readonly name: string;
  readonly around: readonly WrittenRelation[];
  readonly view: CompletionView;
  readonly depth: number;
}

function itemColumns(item: WrittenItem, { name, around, view, depth }: Item): readonly Completion[] {
  const of = item.kind === 'star' ? item.of : item.path?.at(-2);
  const relations = of === undefined ? around : around.filter((relation) => isSame(relation.name, of));
  const columns = () => relations.flatMap((relation) => columnsOfRelation(relation, view, depth));
  if (item.kind === 'star') return columns();
  const same = item.path && columns().find(({ label }) => isSame(label, item.path!.at(-1)!));
  const own = { label: item.name, kind: 'column', text: written(item.name) } as const;
  return [same ? { ...same, ...own } : { ...own, detail: name }];
}

/** A name that is no plain word stands in quotes. */
function written(name: string): string | undefined {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? undefined : `"${name.replaceAll('"', '""')}"`;
}

/** Columns of a CTE or a subquery, from the last time that the text was a whole query. */
function readColumns(name: string, readings: readonly Reading[]): readonly Completion[] {
  for (const { bound } of readings) {
    const query = bound && queryNamed(bound.statement.query, name);
    const columns = query && bound.facts.query(query)?.columns;
    if (!columns) continue;
    return columns.flatMap(({ name: label, type }): Completion[] => {
      const detail = `${type ? formatTrinoType(type) : ''} ${name}`.trim();
      return label === undefined ? [] : [{ label, kind: 'column', detail, text: written(label) }];
    });
  }
  return [];
}

function queryNamed(root: Query, name: string): Query | undefined {
  let found: Query | undefined;
  visitTree(root, (node) => {
    const { query, alias, name: own } = node as TreeNode & { query?: Query; alias?: { name: string }; name?: string };
    if (query && (isSame(own, name) || isSame(alias?.name, name))) found ??= query;
  });
  return found;
}
