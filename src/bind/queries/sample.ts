import { diagnose } from '../../diagnostics/index.ts';
import type { Relation } from '../../sql/tree.ts';
import { canCoerce } from '../../sql/types/coercion.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { Binding } from '../context.ts';
import { EMPTY_SCOPE, type Scope } from '../scope.ts';
import { bindRelation } from './from.ts';
import type { Offer } from './offer.ts';

type Sample = Extract<Relation, { readonly kind: 'sample' }>;

/** Binds TABLESAMPLE: its percentage is a number without columns; the columns are those of what it samples. */
export function bindSample({ relation, percent }: Sample, scope: Scope, binding: Binding): Offer {
  const { type } = binding.expression(percent, EMPTY_SCOPE, 'from');
  if (type && !canCoerce(type, { kind: 'double' })) {
    const params = { type: formatTrinoType(type) };
    binding.report(diagnose('sample-not-a-number', params, { at: binding.place(percent.at) }));
  }
  return bindRelation(relation, scope, binding);
}
