import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, Unnest } from '../../sql/tree.ts';
import { formatTrinoType, type TrinoType } from '../../sql/types.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';
import { named, type Offer, type RelationColumn } from './offer.ts';

/**
 * Binds UNNEST: an array gives a column, an array of rows one for each field, a map one for keys and one for values; WITH ORDINALITY adds a
 * bigint. Any column may be NULL: items may be, and the shorter ones of several arrays are filled up.
 */
export function bindUnnest(unnest: Unnest, scope: Scope, binding: Binding): Offer {
  const parts = unnest.arrays.map((argument) => columnsOf(argument, unnest, scope, binding));
  const known = parts.every((part) => part !== undefined);
  const columns = known ? [...parts.flatMap((part) => part ?? []), ...ordinality(unnest)] : undefined;
  return named(columns, unnest, binding);
}

function ordinality(unnest: Unnest): readonly RelationColumn[] {
  return unnest.ordinality ? [{ type: { kind: 'bigint' }, nullable: false, from: { kind: 'unnest', unnest } }] : [];
}

function columnsOf(
  argument: Expression,
  unnest: Unnest,
  scope: Scope,
  binding: Binding,
): readonly RelationColumn[] | undefined {
  const { type } = binding.expression(argument, scope, 'from');
  const column = (name: string | undefined, of: TrinoType, part?: number): RelationColumn => ({
    name,
    type: of,
    nullable: true,
    from: { kind: 'unnest', unnest, argument, ...(part !== undefined && { part }) },
  });
  if (type?.kind === 'map') return [column(undefined, type.key, 0), column(undefined, type.value, 1)];
  if (type?.kind === 'array') {
    const { element } = type;
    if (element.kind !== 'row') return [column(undefined, element)];
    return element.fields.map((field, index) => column(field.name, field.type, index));
  }
  if (type) {
    const params = { type: formatTrinoType(type) };
    binding.report(diagnose('unnest-type', params, { at: binding.place(argument.at) }));
  }
  return undefined;
}
