import { diagnose } from '../diagnostics/index.ts';
import { conjunctsOf } from '../bind/conjuncts.ts';
import { eachExpression, queryOf } from '../bind/queries/walk.ts';
import type { Expression, Relation, Select } from '../sql/tree.ts';
import { nameOf } from './outer-joins.ts';
import type { Remark, Review } from './review.ts';

/**
 * Tables that a comma or CROSS JOIN puts side by side and that no condition links: each row of one with each of the other. What is meant to be
 * multiplied is left alone: UNNEST, VALUES, TABLE(sequence()), LATERAL, and queries of one row.
 */
export function joinsWithoutCondition(review: Review): readonly Remark[] {
  return review.parts.selects.flatMap((select) => crossed(select, review));
}

/** A relation that is joined without a condition of its own. */
interface Crossing {
  readonly relation: Relation;
  readonly written: 'comma' | 'cross';
}

function crossed(select: Select, review: Review): readonly Remark[] {
  const leaves: Relation[] = [];
  const crossings: Crossing[] = [];
  const links: (readonly string[])[] = [];
  for (const [index, relation] of select.from.entries()) {
    const start = leaves.length;
    flatten(relation, leaves, crossings, links, review);
    const first = leaves[start];
    if (index > 0 && first) crossings.push({ relation: first, written: 'comma' });
  }
  if (crossings.length === 0) return [];
  for (const condition of conjunctsOf(select.where)) links.push(namesIn(condition, review));
  const anchor = leaves.find((leaf) => !isMultiplier(leaf, review));
  const groups = linked(leaves, links);
  return crossings.flatMap(({ relation, written }): readonly Remark[] => {
    const name = nameOf(relation);
    if (name === undefined || !anchor || relation === anchor || isMultiplier(relation, review)) return [];
    const other = leaves.find((leaf) => leaf !== relation && leaves.indexOf(leaf) < leaves.indexOf(relation) && !isMultiplier(leaf, review)); // prettier-ignore
    const otherName = other && nameOf(other);
    if (otherName === undefined || groups(name) === undefined) return [];
    const isLinked = leaves.some((leaf) => {
      const leafName = leaf === relation || isMultiplier(leaf, review) ? undefined : nameOf(leaf);
      return leafName !== undefined && groups(leafName) === groups(name);
    });
    if (isLinked) return [];
    // Who writes CROSS JOIN means it, unless the two have a column to be joined by.
    if (written === 'cross' && !shareColumn(select, [name, otherName], review)) return [];
    const severity = written === 'cross' ? 'info' : undefined;
    const params = { relation: name, other: otherName };
    return [{ diagnostic: diagnose('join-without-condition', params, { at: review.place(relation.at), severity }) }];
  });
}

function shareColumn(select: Select, [one, other]: readonly [string, string], { facts }: Review): boolean {
  const fields = facts.select(select)?.fields ?? [];
  const namesOf = (relation: string) =>
    fields.flatMap(({ name, qualifier }) =>
      name !== undefined && qualifier?.at(-1)?.toLowerCase() === relation.toLowerCase() ? [name.toLowerCase()] : [],
    );
  const own = new Set(namesOf(one));
  return namesOf(other).some((name) => own.has(name) && /(id|key)$/.test(name));
}

function flatten(
  relation: Relation,
  leaves: Relation[],
  crossings: Crossing[],
  links: (readonly string[])[],
  review: Review,
): void {
  if (relation.kind !== 'join') {
    leaves.push(relation);
    return;
  }
  flatten(relation.left, leaves, crossings, links, review);
  const start = leaves.length;
  const last = leaves[start - 1];
  flatten(relation.right, leaves, crossings, links, review);
  const right = leaves[start];
  if (relation.type === 'cross' && right) crossings.push({ relation: right, written: 'cross' });
  // Any condition of a JOIN is one that its author thought about.
  if (relation.on || relation.using) {
    const names = [last, right].flatMap((side) => (side && nameOf(side)) ?? []);
    links.push([...names.map((name) => name.toLowerCase()), ...(relation.on ? namesIn(relation.on, review) : [])]);
  }
}

/** Names of the relations whose columns a condition uses. A subquery may use any: it links what it mentions from outside. */
function namesIn(condition: Expression, { facts }: Review): readonly string[] {
  const names = new Set<string>();
  eachExpression(condition, (expression) => {
    const reference = expression.kind === 'column' ? facts.reference(expression) : undefined;
    const name = reference?.kind === 'field' ? reference.field.qualifier?.at(-1) : undefined;
    if (name !== undefined) names.add(name.toLowerCase());
    const query = queryOf(expression);
    if (query) names.add(ANY);
  });
  return [...names];
}

const ANY = '*';

/** Joins names that conditions link; a condition with a subquery may link anything. */
function linked(
  leaves: readonly Relation[],
  links: readonly (readonly string[])[],
): (name: string) => string | undefined {
  const parent = new Map<string, string>();
  const all = leaves.flatMap((leaf) => nameOf(leaf)?.toLowerCase() ?? []);
  for (const name of all) parent.set(name, name);
  const root = (name: string): string => {
    const up = parent.get(name) ?? name;
    return up === name ? name : root(up);
  };
  for (const link of links) {
    const names = link.includes(ANY) ? all : link.filter((name) => parent.has(name));
    for (const name of names.slice(1)) parent.set(root(name), root(names[0] as string));
  }
  return (name) => (parent.has(name.toLowerCase()) ? root(name.toLowerCase()) : undefined);
}

function isMultiplier(relation: Relation, review: Review): boolean {
  switch (relation.kind) {
    case 'unnest':
    case 'sequence-table':
      return true;
    case 'derived':
      return relation.lateral || relation.query.body.kind === 'values' || isOneRow(review.keys.query(relation.query));
    case 'table': {
      const meaning = review.facts.table(relation);
      if (meaning?.kind !== 'common-table') return meaning?.kind !== 'catalog';
      return meaning.table.query.body.kind === 'values' || isOneRow(review.keys.table(meaning.table));
    }
    case 'sample':
      return isMultiplier(relation.relation, review);
    case 'join':
      return false;
  }
}

function isOneRow(keys: readonly (readonly number[])[]): boolean {
  return keys.some((key) => key.length === 0);
}
