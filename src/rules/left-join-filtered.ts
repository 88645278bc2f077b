import { diagnose } from '../diagnostics/index.ts';
import type { Expression, Relation, Select } from '../sql/tree.ts';
import { nullRejections } from './null-rejection.ts';
import { nameOf, optionalRelations } from './outer-joins.ts';
import type { Remark, Review } from './review.ts';

/** WHERE that compares a column of a LEFT JOIN's right side: the rows that had no partner are gone again. */
export function leftJoinsFiltered({ facts, parts, place }: Review): readonly Remark[] {
  return parts.selects.flatMap((select) => {
    const optional = optionalRelations(select);
    if (optional.size === 0) return [];
    const tables = new Set(
      leavesOf(select)
        .filter(isTable)
        .map((leaf) => nameOf(leaf)?.toLowerCase()),
    );
    const told = new Set<string>();
    return nullRejections(select.where, facts).flatMap(({ condition, column, field }): readonly Remark[] => {
      const name = field.qualifier?.at(-1)?.toLowerCase();
      // IS NOT NULL says openly that rows without a partner are not wanted.
      if (name === undefined || optional.get(name) !== 'left' || isNullTest(condition)) return [];
      if (!tables.has(name) || told.has(name)) return [];
      told.add(name);
      const params = { relation: field.qualifier?.at(-1) ?? name, column: column.parts.join('.') };
      return [{ diagnostic: diagnose('left-join-filtered', params, { at: place(condition.at) }) }];
    });
  });
}

function leavesOf({ from }: Select): readonly Relation[] {
  const leaves: Relation[] = [];
  const waiting = [...from];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.kind === 'join') waiting.push(next.left, next.right);
    else leaves.push(next);
  }
  return leaves;
}

function isTable({ kind }: Relation): boolean {
  return kind === 'table' || kind === 'derived';
}

function isNullTest(condition: Expression): boolean {
  return condition.kind === 'is-null' || (condition.kind === 'unary' && isNullTest(condition.operand));
}
