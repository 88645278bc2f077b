import { diagnose, didYouMean } from '../../diagnostics/index.ts';
import type { Join } from '../../sql/tree.ts';
import { commonSuperType } from '../../sql/types/coercion.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { Field } from '../bound.ts';
import type { Binding } from '../context.ts';
import { isOpen, joined, nullable, optional, type Offer } from './offer.ts';

interface UsingJoin {
  readonly join: Join;
  readonly using: readonly string[];
  readonly left: Offer;
  readonly right: Offer;
}

/**
 * The columns of JOIN … USING: first those that both sides have in common, each once and without a relation's name, then the rest of the left
 * side and the rest of the right one.
 */
export function bindUsing({ join, using, left, right }: UsingJoin, binding: Binding): Offer {
  const merged: Field[] = [];
  const gone = new Set<Field>();
  const seen = new Set<string>();
  for (const name of using) {
    if (seen.has(name.toLowerCase())) {
      binding.report(diagnose('using-twice', { name }, { at: binding.place(join.at) }));
      continue;
    }
    seen.add(name.toLowerCase());
    const one = sideColumn(name, { side: 'left', offer: left, join }, binding);
    const other = sideColumn(name, { side: 'right', offer: right, join }, binding);
    if (one) gone.add(one);
    if (other) gone.add(other);
    merged.push(mergedField(name, { join, one, other }, binding));
  }
  const rest = ({ fields, relations }: Offer): Offer => ({
    fields: fields.filter((field) => !gone.has(field)),
    relations,
  });
  const sides = joined(
    optional(join, 'left') ? nullable(rest(left)) : rest(left),
    optional(join, 'right') ? nullable(rest(right)) : rest(right),
  );
  return { fields: [...merged, ...sides.fields], relations: sides.relations };
}

interface Side {
  readonly side: 'left' | 'right';
  readonly offer: Offer;
  readonly join: Join;
}

function sideColumn(name: string, { side, offer, join }: Side, binding: Binding): Field | undefined {
  const matches = offer.fields.filter((field) => field.name?.toLowerCase() === name.toLowerCase());
  if (matches.length === 1) return matches[0];
  const at = binding.place(join.at);
  if (matches.length > 1) {
    const relations = matches.flatMap(({ qualifier }) => (qualifier ? [qualifier.join('.')] : []));
    binding.report(diagnose('column-ambiguous', { name, relations }, { at, hint: 'Join with ON instead.' }));
  } else if (!isOpen(offer)) {
    const names = offer.fields.flatMap((field) => field.name ?? []);
    binding.report(diagnose('using-unknown', { name, side }, { at, hint: didYouMean(name, names) }));
  }
  return undefined;
}

interface Pair {
  readonly join: Join;
  readonly one: Field | undefined;
  readonly other: Field | undefined;
}

function mergedField(name: string, { join, one, other }: Pair, binding: Binding): Field {
  if (!one || !other) return { name, nullable: true, from: { kind: 'generated' } };
  const type = one.type && other.type && commonSuperType(one.type, other.type);
  if (one.type && other.type && !type) {
    const types = { name, left: formatTrinoType(one.type), right: formatTrinoType(other.type) };
    binding.report(diagnose('using-types', types, { at: binding.place(join.at) }));
  }
  return {
    name,
    type,
    nullable: mergedNullable(join.type, one, other),
    from: { kind: 'merged', left: one, right: other },
  };
}

// The value is coalesce(left, right); where both rows are there, the two are equal and so not NULL.
function mergedNullable(type: Join['type'], left: Field, right: Field): boolean {
  if (type === 'left') return left.nullable;
  if (type === 'right') return right.nullable;
  return type === 'full' && (left.nullable || right.nullable);
}
