import type { Relation } from '../../sql/tree.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';
import { bindJoin } from './join.ts';
import { columnsOfOutputs, joined, named, NOTHING, scopeOf, type Offer } from './offer.ts';
import { bindSample } from './sample.ts';
import { bindSequenceTable } from './sequence-table.ts';
import { bindTable } from './table.ts';
import { bindUnnest } from './unnest.ts';

/** Binds FROM: what commas separate is a chain of cross joins, in which UNNEST and LATERAL see what stands before them. */
export function bindFrom(relations: readonly Relation[], outer: Scope, binding: Binding): Offer {
  let offer = NOTHING;
  for (const [index, relation] of relations.entries()) {
    const seen = index > 0 && isLateral(relation) ? scopeOf(offer, outer) : outer;
    const next = bindRelation(relation, seen, binding);
    offer = index === 0 ? next : joined(offer, next);
  }
  return offer;
}

/** Whether a relation sees those before it in the same FROM. */
export function isLateral(relation: Relation): boolean {
  return relation.kind === 'unnest' || (relation.kind === 'derived' && relation.lateral);
}

/** Binds one relation; `scope` holds the names that it may use. */
export function bindRelation(relation: Relation, scope: Scope, binding: Binding): Offer {
  switch (relation.kind) {
    case 'table':
      return bindTable(relation, scope, binding);
    case 'derived': {
      const { columns } = binding.query(relation.query, scope);
      return named(columns && columnsOfOutputs(columns), relation, binding);
    }
    case 'unnest':
      return bindUnnest(relation, scope, binding);
    case 'sequence-table':
      return bindSequenceTable(relation, binding);
    case 'sample':
      return bindSample(relation, scope, binding);
    case 'join':
      return bindJoin(relation, scope, binding);
  }
}
