import type { Field, Made } from '../../bind/bound.ts';
import type { Column, CommonTable, Expression, Join, Select, TextRange } from '../../sql/tree.ts';
import type { TrinoType } from '../../sql/types.ts';
import type { AnalysedProject, Reading } from '../analysis.ts';
import { fileRange, queryOffsets, type FileRange } from '../positions/template-map.ts';
import {
  isColumn,
  isSelect,
  isTable,
  itemName,
  partsOf,
  pathAt,
  tokensIn,
  type TreeNode,
} from '../positions/tree-path.ts';
import { fieldPlace, isSame, outputPlace, type NodeColumnName } from './column-place.ts';

/** What stands at a place of a query. `range` is that of the name in the file. */
export type SqlThing =
  | {
      readonly kind: 'column';
      readonly name: string;
      readonly range: FileRange;
      readonly type?: TrinoType | undefined;
      /** Where it is made. */
      readonly place?: FileRange | undefined;
      /** The node's column that it is, under whatever names CTEs give it; absent where it is computed here. */
      readonly origin?: NodeColumnName | undefined;
      /** The select item names a column of the model's own result. */
      readonly own?: NodeColumnName | undefined;
    }
  /** A name of a relation: a CTE's, or an alias. */
  | {
      readonly kind: 'relation';
      readonly name: string;
      readonly range: FileRange;
      readonly place?: FileRange | undefined;
    };

/** The column or relation at a place of a file: in the first of the readings that has one there. */
export function thingAt(project: AnalysedProject, file: string, offset: number): SqlThing | undefined {
  for (const id of project.nodesIn(file)) {
    for (const reading of project.readingsOf(id)) {
      for (const at of queryOffsets(reading, file, offset)) {
        const thing = thingIn(project, reading, at);
        if (thing) return thing;
      }
    }
  }
  return undefined;
}

function thingIn(project: AnalysedProject, reading: Reading, offset: number): SqlThing | undefined {
  if (!reading.bound) return undefined;
  const path = pathAt(reading.bound.statement.query, offset);
  const column = path.findLast(isColumn);
  if (column) return columnThing(project, reading, { column, path, offset });
  const using = path.findLast(isUsing);
  return (
    (using && usingThing(project, reading, { join: using, path, offset })) ??
    itemThing(reading, { path, offset }) ??
    relationThing(reading, { path, offset })
  );
}

interface InPath {
  readonly path: readonly TreeNode[];
  readonly offset: number;
}

function columnThing(
  project: AnalysedProject,
  reading: Reading,
  { column, path, offset }: InPath & { readonly column: Column },
): SqlThing | undefined {
  const { facts } = reading.bound!;
  const parts = partsOf(column, reading.whole.text);
  const index = parts.findIndex(({ start, end }) => start <= offset && offset <= end);
  const part = parts[index];
  const range = part && fileRange(reading, part);
  if (!range) return undefined;
  const name = column.parts[index] ?? '';
  const reference = facts.reference(column);
  if (reference?.kind === 'output') {
    const place = outputPlace(project, reading, reference.column);
    return {
      kind: 'column',
      name,
      range,
      type: reference.column.type,
      place,
      origin: originOf(reading, reference.column.made),
    };
  }
  if (reference?.kind !== 'field') return { kind: 'column', name, range, type: facts.value(column)?.type };
  if (index < reference.parts - 1) return qualifierThing(reading, { path, name, range });
  const { field } = reference;
  const own = ownColumn(reading, column, path);
  return {
    kind: 'column',
    name,
    range,
    type: index === reference.parts - 1 ? field.type : facts.value(column)?.type,
    place: fieldPlace(project, reading, field),
    origin: fieldOrigin(reading, field),
    ...(own && { own }),
  };
}

function isUsing(node: TreeNode): node is Join {
  return node.kind === 'join' && (node as Join).using !== undefined;
}

/** A name in the brackets of USING: the column of the left side, as a merged column is found everywhere else. */
function usingThing(
  project: AnalysedProject,
  reading: Reading,
  { join, path, offset }: InPath & { readonly join: Join },
): SqlThing | undefined {
  const select = path.findLast(isSelect);
  const right = join.right.at;
  if (!select || !join.at || !right) return undefined;
  const clause = tokensIn(reading.whole.text, { start: right.end, end: join.at.end });
  const token = clause.find(({ start, end, isName }) => isName && start <= offset && offset <= end);
  const range = token && clause[0]?.key === 'using' ? fileRange(reading, token) : undefined;
  const name = token && join.using?.find((one) => isSame(one, token.text.replace(/^"|"$/g, '')));
  if (!range || name === undefined) return undefined;
  const field = reading.bound!.facts.select(select)?.fields.find((one) => one.from.kind === 'merged' && isSame(one.name, name)); // prettier-ignore
  if (!field) return undefined;
  const place = fieldPlace(project, reading, field);
  return { kind: 'column', name, range, type: field.type, place, origin: fieldOrigin(reading, field) };
}

/** `id` alone in the SELECT that makes the model's columns is one of these, too. */
function ownColumn({ id, bound }: Reading, column: Column, path: readonly TreeNode[]): NodeColumnName | undefined {
  const made = bound?.columns?.find((one) => isMadeBy(one.made, column));
  const item = path.findLast((node) => 'alias' in node || node.kind === 'expression');
  if (!made?.name || !item || (item as { alias?: string }).alias !== undefined) return undefined;
  return { id, column: made.name };
}

function itemThing(reading: Reading, { path, offset }: InPath): SqlThing | undefined {
  const item = path.findLast((node) => node.kind === 'expression') as Select['items'][number] | undefined;
  if (item?.kind !== 'expression' || item.alias === undefined || !item.at) return undefined;
  const at = itemName(item.at, reading.whole.text);
  const range = offset >= at.start && offset <= at.end ? fileRange(reading, at) : undefined;
  if (!range) return undefined;
  const { facts, columns } = reading.bound!;
  const own = columns?.find(({ made }) => isMadeBy(made, item.expression));
  return {
    kind: 'column',
    name: item.alias,
    range,
    type: facts.value(item.expression)?.type,
    place: range,
    origin: originOf(reading, { by: 'expression', expression: item.expression }),
    ...(own?.name !== undefined && { own: { id: reading.id, column: own.name } }),
  };
}

/** Whether an expression gives a column its values, in one of the branches of a UNION at least. */
function isMadeBy(made: Made, expression: Expression): boolean {
  if (made.by === 'set-operation') return isMadeBy(made.left.made, expression) || isMadeBy(made.right.made, expression);
  return made.by === 'expression' && made.expression === expression;
}

function qualifierThing(
  reading: Reading,
  { path, name, range }: { readonly path: readonly TreeNode[]; readonly name: string; readonly range: FileRange },
): SqlThing {
  for (const select of path.filter(isSelect).reverse()) {
    const at = relationsOf(select).find((relation) => relation.name.toLowerCase() === name.toLowerCase())?.at;
    const token = at && tokensIn(reading.whole.text, at).find((one) => one.isName);
    if (token) return { kind: 'relation', name, range, place: fileRange(reading, token) };
  }
  return { kind: 'relation', name, range };
}

/** The relations of a SELECT by the names that it calls them, with the place of that name. */
function relationsOf(select: Select): { readonly name: string; readonly at: TextRange | undefined }[] {
  const found: { name: string; at: TextRange | undefined }[] = [];
  const add = (relation: Select['from'][number]): void => {
    if (relation.kind === 'join') {
      add(relation.left);
      add(relation.right);
    } else if (relation.kind === 'sample') add(relation.relation);
    else if ('alias' in relation && relation.alias) found.push({ name: relation.alias.name, at: relation.alias.at });
    else if (relation.kind === 'table') found.push({ name: relation.parts.at(-1) ?? '', at: relation.at });
  };
  select.from.forEach(add);
  return found;
}

function relationThing(reading: Reading, { path, offset }: InPath): SqlThing | undefined {
  const { facts, statement } = reading.bound!;
  const text = reading.whole.text;
  const table = path.findLast(isTable);
  const meaning = table && facts.table(table);
  const common =
    meaning?.kind === 'common-table' ? meaning.table : commonTableAt(statement.query.with?.tables ?? [], text, offset);
  if (!common?.at) return undefined;
  const token = table?.at
    ? tokensIn(text, table.at).find(({ start, end }) => start <= offset && offset <= end)
    : tokensIn(text, common.at)[0];
  const range = token && fileRange(reading, token);
  const name = tokensIn(text, common.at)[0];
  return range && { kind: 'relation', name: common.name, range, place: name && fileRange(reading, name) };
}

function commonTableAt(tables: readonly CommonTable[], text: string, offset: number): CommonTable | undefined {
  return tables.find(({ at }) => {
    const name = at && tokensIn(text, at)[0];
    return name !== undefined && name.start <= offset && offset <= name.end;
  });
}

/** The node's column that a value is without being changed. */
function originOf(reading: Reading, made: Made): NodeColumnName | undefined {
  if (made.by === 'star') return fieldOrigin(reading, made.field);
  if (made.by !== 'expression' || !isColumn(made.expression)) return undefined;
  const reference = reading.bound?.facts.reference(made.expression);
  if (reference?.kind !== 'field' || reference.parts !== made.expression.parts.length) return undefined;
  return fieldOrigin(reading, reference.field);
}

/** The node's column that a column of FROM is, through CTEs and subqueries that only pass it on. */
export function fieldOrigin(reading: Reading, { from }: Field): NodeColumnName | undefined {
  if (from.kind === 'table') return { id: from.table.id, column: from.column };
  if (from.kind === 'merged') return fieldOrigin(reading, from.left);
  return from.kind === 'output' ? originOf(reading, from.column.made) : undefined;
}

/** The column of an input that a node passes on as one of its own; undefined where it makes it. */
export function passedOn(project: AnalysedProject, { id, column }: NodeColumnName): NodeColumnName | undefined {
  for (const reading of project.readingsOf(id)) {
    const own = reading.bound?.columns?.find(({ name }) => name?.toLowerCase() === column.toLowerCase());
    if (own) return originOf(reading, own.made);
  }
  return undefined;
}
