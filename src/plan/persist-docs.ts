import type { Column, Comments, DialectName, RelationInfo } from '../engines/engine.ts';
import type { NodeConfig, RelationNode } from '../project/project.ts';
import type { Step } from './plan.ts';
import type { RelationSteps } from './scope.ts';

export interface PersistedDocs {
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
}

/** What of a node is described, and whether it is written. */
export interface DescribedNode extends Pick<RelationNode, 'relation' | 'description' | 'columns'> {
  readonly config: Pick<NodeConfig, 'persist_docs' | 'materialized'>;
}

/** Glue takes no longer comment on a column ("Column structure": at most 255 characters). */
const GLUE_COMMENT = 255;

const NO_COMMENTS: Comments = { columns: {} };

/**
 * Steps that write a node's descriptions into the warehouse, as `persist_docs` asks: those that its relation does not have already. What has no description
 * keeps the comment it has, and a documented column that the relation does not have is passed over.
 */
export function persistDocs(
  node: DescribedNode,
  { steps, columns }: Pick<RelationSteps, 'steps' | 'columns'>,
  existing: RelationInfo | undefined,
  dialect: DialectName,
): PersistedDocs {
  const { relation: ofRelation, columns: ofColumns } = node.config.persist_docs;
  const isView = node.config.materialized === 'view';
  const there = steps.some((step) => makesAnew(step, dialect)) ? NO_COMMENTS : (existing?.comments ?? NO_COMMENTS);
  const isWritten = dialect !== 'athena' || !isView;
  const described = ofColumns && isWritten ? describedColumns(node, columns, there, dialect) : [];
  const description = ofRelation && dialect !== 'athena' ? changed(node.description, there.relation) : undefined;
  const notes = dialect === 'athena' ? athenaNotes(node, isView) : [];
  if (described.length === 0 && description === undefined) return { steps: [], notes };
  const step: Step = {
    kind: 'comment',
    id: 'persist-docs',
    purpose: 'write descriptions as comments',
    relation: node.relation,
    relationKind: isView ? 'view' : 'table',
    ...(description !== undefined && { description }),
    columns: described,
  };
  return { steps: [step], notes };
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
    const text = dialect === 'athena' ? shortened(written, GLUE_COMMENT) : written;
    const description = changed(text, there.columns[name.toLowerCase()]);
    return description === undefined ? [] : [{ name, type, description }];
  });
}

function changed(written: string, there: string | undefined): string | undefined {
  // A comment cannot hold it, and no description needs it.
  const text = written.trim().replaceAll('\0', '');
  return text === '' || text === there ? undefined : text;
}

function shortened(text: string, length: number): string {
  const signs = [...text.trim()];
  return signs.length <= length ? text : `${signs.slice(0, length - 1).join('')}…`;
}

/** Whether comments of an older relation are gone after the step. Athena replaces a table's rows, not the table. */
function makesAnew(step: Step, dialect: DialectName): boolean {
  switch (step.kind) {
    case 'create-table':
      return !(step.replace && dialect === 'athena');
    case 'create-table-as':
      return step.id === 'publish';
    case 'create-view':
    case 'create-empty-table':
      return true;
    case 'load-rows':
      return step.first;
    default:
      return false;
  }
}

/** Athena's SQL has no statement for these; Glue's own interface has, which lakemodel does not call. */
function athenaNotes({ config, description, columns }: DescribedNode, isView: boolean): string[] {
  const left = (what: string) =>
    `persist_docs: ${what} cannot be written by Athena's SQL and stays in the project alone`;
  const { relation: ofRelation, columns: ofColumns } = config.persist_docs;
  const described = Object.values(columns).some((column) => column.description.trim() !== '');
  return [
    ...(ofRelation && description.trim() !== '' ? [left('the description')] : []),
    ...(ofColumns && isView && described ? [left("what describes the view's columns")] : []),
  ];
}
