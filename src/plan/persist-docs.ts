import type { Column, Comments, DialectName, RelationInfo } from '../engines/engine.ts';
import type { NodeConfig, RelationNode } from '../project/project.ts';
import type { Step } from './plan.ts';
import { nameKey } from './same-relation.ts';
import type { RelationSteps } from './scope.ts';

/** What of a node is described, and whether it is written. */
export interface DescribedNode extends Pick<RelationNode, 'relation' | 'description' | 'columns'> {
  readonly config: Pick<NodeConfig, 'persist_docs' | 'materialized'>;
}

/** Bytes that Glue takes of a column's comment, in one line ("Column structure"), and of a table's description ("Table structure"). */
const GLUE_COMMENT = 255;
const GLUE_DESCRIPTION = 2048;

const NO_COMMENTS: Comments = { columns: {} };

/**
 * Steps that write a node's descriptions into the warehouse, as `persist_docs` asks: those that its relation does not have already. What has no description
 * keeps the comment it has, and a documented column that the relation does not have is passed over. Views of Athena are left alone: `viewNotes` says why.
 */
export function persistDocs(
  node: DescribedNode,
  { steps, columns }: Pick<RelationSteps, 'steps' | 'columns'>,
  existing: RelationInfo | undefined,
  dialect: DialectName,
): readonly Step[] {
  const { relation: ofRelation, columns: ofColumns } = node.config.persist_docs;
  const isView = node.config.materialized === 'view';
  if (isView && dialect === 'athena') return [];
  const isNew = steps.some((step) => makesAnew(step, node, dialect));
  const there = isNew ? NO_COMMENTS : (existing?.comments ?? NO_COMMENTS);
  const described = ofColumns ? describedColumns(node, columns, there, dialect) : [];
  const description = ofRelation ? relationDescription(node, there, dialect) : undefined;
  if (described.length === 0 && description === undefined) return [];
  const step: Step = {
    kind: 'comment',
    id: 'persist-docs',
    purpose: 'write descriptions as comments',
    relation: node.relation,
    relationKind: isView ? 'view' : 'table',
    ...(description !== undefined && { description }),
    columns: described,
  };
  return [step];
}

/** What of a view's descriptions Athena does not get. */
export function viewNotes({ config, description, columns }: DescribedNode, dialect: DialectName): readonly string[] {
  const { relation: ofRelation, columns: ofColumns } = config.persist_docs;
  const isDescribed =
    (ofRelation && description !== '') || (ofColumns && Object.values(columns).some((column) => column.description));
  // Glue marks a view by the comment "Presto View": with another one, or a description, Trino 476 no longer finds the view.
  return config.materialized === 'view' && dialect === 'athena' && isDescribed
    ? ["persist_docs: a view's descriptions stay in the project, because Glue marks views by their comment"]
    : [];
}

function relationDescription(
  { description }: DescribedNode,
  there: Comments,
  dialect: DialectName,
): string | undefined {
  if (dialect !== 'athena') return changed(description, there.relation);
  // It is the catalog's alone, and a commit of an Iceberg table may write the catalog's entry anew.
  return changed(shortened(description, GLUE_DESCRIPTION), undefined);
}

function describedColumns(
  node: DescribedNode,
  columns: readonly Column[],
  there: Comments,
  dialect: DialectName,
): (Column & { readonly description: string })[] {
  const byName = new Map(Object.values(node.columns).map((column) => [column.name.toLowerCase(), column.description]));
  return columns.flatMap(({ name, type }) => {
    const written = byName.get(name.toLowerCase()) ?? '';
    const text = dialect === 'athena' ? shortened(written.replace(/\s+/g, ' '), GLUE_COMMENT) : written;
    const description = changed(text, there.columns[name.toLowerCase()]);
    return description === undefined ? [] : [{ name, type, description }];
  });
}

function changed(written: string, there: string | undefined): string | undefined {
  // A comment cannot hold it, and no description needs it.
  const text = written.trim().replaceAll('\0', '');
  return text === '' || text === there ? undefined : text;
}

/** A text of at most so many bytes; a longer one is cut between two signs, with … */
function shortened(text: string, bytes: number): string {
  const size = (part: string) => new TextEncoder().encode(part).length;
  const whole = text.trim();
  if (size(whole) <= bytes) return whole;
  let room = bytes - size('…');
  let cut = '';
  for (const sign of whole) {
    room -= size(sign);
    if (room < 0) break;
    cut += sign;
  }
  return `${cut}…`;
}

/** Whether comments of an older relation are gone after the step. Athena replaces a table's rows, not the table. */
function makesAnew(step: Step, { relation }: DescribedNode, dialect: DialectName): boolean {
  if (!('relation' in step) || nameKey(step.relation) !== nameKey(relation)) return false;
  switch (step.kind) {
    case 'create-table':
      return !(step.replace && dialect === 'athena');
    case 'create-table-as':
    case 'create-view':
    case 'create-empty-table':
      return true;
    case 'load-rows':
      return step.first;
    default:
      return false;
  }
}
