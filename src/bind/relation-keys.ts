import type { Expression, Join, Relation } from '../sql/tree.ts';
import type { Facts, Field } from './bound.ts';
import { conjunctsOf } from './conjuncts.ts';
import { smallest, type Key, type KeyFinder } from './keys.ts';

/** What FROM offers between two positions of its fields, with its keys by these positions. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly keys: readonly Key[];
}

interface From {
  readonly finder: KeyFinder;
  /** The position of a column of FROM. An outer join's columns are copies, which share where they come from. */
  readonly position: (expression: Expression) => number | undefined;
}

/** The keys of FROM, by the positions of its fields: of a relation alone, of commas and joins. */
export function relationKeys(
  relations: readonly Relation[],
  fields: readonly Field[],
  finder: KeyFinder,
): readonly Key[] {
  const from: From = { finder, position: positionsOf(fields, finder.facts) };
  let found: Part | undefined = { start: 0, end: 0, keys: [[]] };
  for (const relation of relations) {
    const next: Part | undefined = found && partOf(relation, found.end, from);
    found = found && next && { start: 0, end: next.end, keys: pairs(found, next) };
  }
  return found?.end === fields.length ? found.keys : [];
}

/** Gives the position of the field that a name means, where it means a field of these as it is. */
export function positionsOf(fields: readonly Field[], facts: Facts): (expression: Expression) => number | undefined {
  const positions = new Map(fields.map((field, index) => [field.from, index]));
  return (expression) => {
    const reference = expression.kind === 'column' ? facts.reference(expression) : undefined;
    const isWhole = expression.kind === 'column' && reference?.kind === 'field' && reference.parts === expression.parts.length; // prettier-ignore
    return isWhole ? positions.get(reference.field.from) : undefined;
  };
}

// Undefined: how many columns it has is not known, or not how they stand.
function partOf(relation: Relation, start: number, from: From): Part | undefined {
  const { facts, query, table } = from.finder;
  switch (relation.kind) {
    case 'table': {
      const meaning = facts.table(relation);
      if (meaning?.kind === 'catalog') return part(start, meaning.relation.columns?.length, []);
      if (meaning?.kind !== 'common-table') return undefined;
      return part(start, facts.query(meaning.table.query)?.columns?.length, table(meaning.table));
    }
    case 'derived':
      // LATERAL gives its rows anew for each row before it: its keys are none of the whole.
      return part(start, facts.query(relation.query)?.columns?.length, relation.lateral ? [] : query(relation.query));
    case 'sample':
      return partOf(relation.relation, start, from);
    case 'join':
      return joinPart(relation, start, from);
    default:
      return undefined;
  }
}

function part(start: number, width: number | undefined, keys: readonly Key[]): Part | undefined {
  if (width === undefined) return undefined;
  return { start, end: start + width, keys: keys.map((key) => key.map((position) => position + start)) };
}

function joinPart(join: Join, start: number, from: From): Part | undefined {
  const left = join.using ? undefined : partOf(join.left, start, from);
  const right = left && partOf(join.right, left.end, from);
  if (!left || !right) return undefined;
  // Of a full join, NULLs of two missing sides would be alike.
  const keys = join.type === 'full' ? [] : [...pairs(left, right)];
  if (join.type === 'inner' || join.type === 'left') if (meetsOne(right, join.on, from)) keys.push(...left.keys);
  if (join.type === 'inner' || join.type === 'right') if (meetsOne(left, join.on, from)) keys.push(...right.keys);
  return { start, end: right.end, keys: smallest(keys) };
}

function pairs(left: Part, right: Part): readonly Key[] {
  return smallest(left.keys.flatMap((one) => right.keys.map((other) => [...one, ...other])));
}

// Whether a row of the other side meets one row of this side at most: a key of it is equal to columns of the other side, or to constants.
function meetsOne({ start, end, keys }: Part, on: Expression | undefined, { position }: From): boolean {
  const fixed = new Set<number>();
  const isInside = (at: number) => at >= start && at < end;
  for (const condition of conjunctsOf(on)) {
    if (condition.kind !== 'binary' || condition.operator !== '=') continue;
    const sides = [condition.left, condition.right] as const;
    for (const [one, other] of [sides, [sides[1], sides[0]] as const]) {
      const at = position(one);
      const partner = position(other);
      const isGiven = partner === undefined ? isConstant(other) : !isInside(partner);
      if (at !== undefined && isInside(at) && isGiven) fixed.add(at);
    }
  }
  return keys.some((key) => key.every((at) => fixed.has(at)));
}

/** A value that is written out. */
export function isConstant(expression: Expression): boolean {
  return expression.kind === 'literal' || expression.kind === 'typed-literal';
}
