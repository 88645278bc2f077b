import { diagnose, didYouMean } from '../../diagnostics/index.ts';
import type { Column, Expression, SelectItem } from '../../sql/tree.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { Field, OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import { isQualifiedBy, lookUp, relationNames, type Scope } from '../scope.ts';

/** Binds the items of SELECT. Undefined: one of them stands for columns that are not known. */
export function bindItems(
  items: readonly SelectItem[],
  scope: Scope,
  binding: Binding,
): readonly OutputColumn[] | undefined {
  const columns: OutputColumn[] = [];
  let known = true;
  for (const item of items) {
    const made = item.kind === 'expression' ? [bindItem(item, scope, binding)] : bindStars(item, scope, binding);
    if (made) columns.push(...made);
    else known = false;
  }
  return known ? columns : undefined;
}

function bindItem(item: SelectItem & { kind: 'expression' }, scope: Scope, binding: Binding): OutputColumn {
  const { expression, alias, at } = item;
  const { type, nullable } = binding.expression(expression, scope, 'select');
  const name = alias ?? (expression.kind === 'column' ? expression.parts.at(-1) : undefined);
  return { name, type, nullable, at: at ?? expression.at, made: { by: 'expression', expression } };
}

type Star = Exclude<SelectItem, { readonly kind: 'expression' }>;

function bindStars(item: Star, scope: Scope, binding: Binding): readonly OutputColumn[] | undefined {
  if (item.kind === 'row-star') return rowStar(item.operand, item, scope, binding);
  if (item.of) return relationStar(item.of, item, scope, binding);
  if (scope.relations.length === 0) {
    binding.report(diagnose('star-without-from', undefined, { at: binding.place(item.at) }));
    return undefined;
  }
  return scope.open ? undefined : starColumns(scope.fields, item);
}

function starColumns(fields: readonly Field[], { at }: Star): readonly OutputColumn[] {
  return fields.map((field) => {
    const { name, type, nullable } = field;
    return { name, type, nullable, at, made: { by: 'star', field } };
  });
}

// `t.*` is of a relation here or further out, and with more parts it may be of a row: `t.row_column.*`.
function relationStar(
  parts: readonly string[],
  item: Star,
  scope: Scope,
  binding: Binding,
): readonly OutputColumn[] | undefined {
  const names = parts.map((part) => part.toLowerCase());
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const relations = at.relations.filter(({ qualifier }) => isQualifiedBy({ qualifier }, names));
    if (relations.some(({ open }) => open)) return undefined;
    if (relations.length > 0) return starColumns(at.fields.filter((field) => isQualifiedBy(field, names)), item); // prettier-ignore
  }
  const column: Column = { kind: 'column', parts, at: item.at };
  if (parts.length > 1 && lookUp(scope, parts).kind !== 'missing') return rowStar(column, item, scope, binding);
  const known = relationNames(scope);
  const name = parts.join('.');
  const at = binding.place(item.at);
  binding.report(diagnose('star-relation-unknown', { name, relations: known }, { at, hint: didYouMean(name, known) }));
  return undefined;
}

function rowStar(
  operand: Expression,
  { at }: Star,
  scope: Scope,
  binding: Binding,
): readonly OutputColumn[] | undefined {
  const { type } = binding.expression(operand, scope, 'select');
  if (type?.kind === 'row') {
    return type.fields.map((field, index) => {
      return { name: field.name, type: field.type, nullable: true, at, made: { by: 'row-star', operand, index } };
    });
  }
  if (type) {
    const text = binding.textAt(operand.at) ?? '';
    binding.report(diagnose('star-of-no-row', { text, type: formatTrinoType(type) }, { at: binding.place(at) }));
  }
  return undefined;
}
