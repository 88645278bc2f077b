import { diagnose } from '../../diagnostics/index.ts';
import type { Alias, Join, TextRange } from '../../sql/tree.ts';
import type { Field, FieldSource, OutputColumn, Value } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { Scope, ScopeRelation } from '../scope.ts';

/** What a part of FROM offers to the clauses of a SELECT. */
export interface Offer {
  readonly fields: readonly Field[];
  readonly relations: readonly ScopeRelation[];
}

/** A column of one relation, before the relation has its name. */
export interface RelationColumn extends Value {
  readonly name?: string | undefined;
  readonly from: FieldSource;
}

/** SELECT without FROM. */
export const NOTHING: Offer = { fields: [], relations: [] };

export function isOpen({ relations }: Offer): boolean {
  return relations.some(({ open }) => open);
}

/** The scope of the clauses behind a FROM. */
export function scopeOf(offer: Offer, outer: Scope): Scope {
  return { ...offer, open: isOpen(offer), outer, tables: outer.tables };
}

export function joined(left: Offer, right: Offer): Offer {
  return { fields: [...left.fields, ...right.fields], relations: [...left.relations, ...right.relations] };
}

/** The side of an outer join that may be missing: any of its columns may be NULL. */
export function nullable({ fields, relations }: Offer): Offer {
  const copies = fields.map((field): Field => {
    const { name, type, qualifier, from } = field;
    return field.nullable ? field : { name, type, nullable: true, qualifier, from };
  });
  return { fields: copies, relations };
}

/** Whether a side's row may be missing from a row of the join. */
export function optional({ type }: Pick<Join, 'type'>, side: 'left' | 'right'): boolean {
  return type === 'full' || (side === 'left' ? type === 'right' : type === 'left');
}

export function columnsOfOutputs(columns: readonly OutputColumn[]): readonly RelationColumn[] {
  return columns.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    from: { kind: 'output', column },
  }));
}

interface Naming {
  readonly alias?: Alias | undefined;
  /** The relation's own name, where no alias hides it. */
  readonly own?: readonly string[] | undefined;
  readonly at?: TextRange | undefined;
}

/**
 * One relation under its name. `columns` is undefined where they are not known; a list of names behind the alias then tells them still.
 * A list of another length than the columns is reported.
 */
export function named(columns: readonly RelationColumn[] | undefined, naming: Naming, binding: Binding): Offer {
  const { alias, own, at } = naming;
  const qualifier = alias ? [alias.name] : own;
  const names = alias && alias.columns.length > 0 ? alias.columns : undefined;
  const counted = columns && names && columns.length !== names.length;
  if (counted) {
    const counts = { relation: alias?.name ?? '', names: names.length, columns: columns.length };
    binding.report(diagnose('alias-columns-count', counts, { at: binding.place(alias?.at ?? at) }));
  }
  const known = counted ? undefined : (columns ?? names?.map(() => ANY_COLUMN));
  // Written out, not spread: relations have hundreds of columns, and this is done for each mention of one.
  const fields = known?.map(({ name, type, nullable, from }, index): Field => {
    return { name: names ? names[index] : name, type, nullable, qualifier, from };
  });
  return { fields: fields ?? [], relations: [{ qualifier, open: !fields }] };
}

const ANY_COLUMN: RelationColumn = { nullable: true, from: { kind: 'generated' } };
