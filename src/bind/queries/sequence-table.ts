import { diagnose } from '../../diagnostics/index.ts';
import type { Relation } from '../../sql/tree.ts';
import { canCoerce } from '../../sql/types/coercion.ts';
import { formatTrinoType, type TrinoType } from '../../sql/types.ts';
import type { Binding } from '../context.ts';
import { EMPTY_SCOPE } from '../scope.ts';
import { named, type Offer } from './offer.ts';

type SequenceTable = Extract<Relation, { readonly kind: 'sequence-table' }>;

const BIGINT: TrinoType = { kind: 'bigint' };

/** Binds `TABLE(sequence(start, stop [, step]))`: constants of bigint make the column `sequential_number`. */
export function bindSequenceTable(relation: SequenceTable, binding: Binding): Offer {
  for (const argument of relation.args) {
    const { type } = binding.expression(argument, EMPTY_SCOPE, 'from');
    if (type && !canCoerce(type, BIGINT)) {
      const params = { type: formatTrinoType(type) };
      binding.report(diagnose('sequence-not-a-number', params, { at: binding.place(argument.at) }));
    } else binding.coerce(argument, BIGINT);
  }
  const column = { name: 'sequential_number', type: BIGINT, nullable: false, from: { kind: 'generated' } } as const;
  return named([column], relation, binding);
}
