import type { BoundStatement } from '../../bind/bind.ts';
import type { OutputColumn } from '../../bind/bound.ts';
import type { TextRange } from '../../sql/tree.ts';
import type { Carrier, Carriers } from './carriers.ts';
import type { NameAt } from './names.ts';
import { sameName } from './words.ts';

/** A bound query, ready to be asked what a rename does to it. */
export interface ReadStatement {
  readonly bound: BoundStatement;
  readonly carriers: Carriers;
  readonly names: readonly NameAt[];
}

/** What changes its name in a statement. */
export interface SpreadRequest {
  /** The column's name now. */
  readonly name: string;
  /** Nodes whose column of that name gets the new one. */
  readonly tables: ReadonlySet<string>;
  /** The statement's own column of that name gets it, too. */
  readonly output: boolean;
  /** Offsets of names that change because the same words of the template do so in another of its renderings. */
  readonly also?: ReadonlySet<number>;
  /** Last characters of items whose columns change for that reason. */
  readonly alsoItems?: ReadonlySet<number>;
}

/** Where a statement's text changes. */
export interface Spread {
  /** Names to write anew. */
  readonly names: readonly NameAt[];
  /** Items that get `as` with the new name behind them: what they name keeps the old one. */
  readonly items: readonly TextRange[];
  /** The statement returns the column under the new name. */
  readonly output: boolean;
  /** Why it cannot be done, with the range it is about. */
  readonly problems: readonly { readonly reason: string; readonly at?: TextRange }[];
}

/**
 * Follows a name through a statement. Downward it goes with all that passes the column on under its own name; upward, from the statement's own
 * column, to where the statement gives the name: an alias, or an item that gets one because what it names belongs to another node.
 */
export function spreadName({ bound, carriers, names }: ReadStatement, request: SpreadRequest): Spread {
  const changed = new Set<Carrier>();
  const problems: { reason: string; at?: TextRange }[] = [];
  const problem = (reason: string, at: TextRange | undefined): void =>
    void problems.push({ reason, ...(at && { at }) });
  const isOutside = (carrier: Carrier): boolean => carrier.kind === 'table' || carrier.kind === 'other';
  const own = (bound.columns ?? []).filter((column) => sameName(column.name, request.name));
  if (request.output && bound.columns) {
    if (own.length !== 1) problem('the query has not exactly one column of this name', own[1]?.at);
    for (const column of own) changed.add(carriers.ofOutput(column));
  }
  const all = [
    ...names.flatMap(({ carrier }) => carrier ?? []),
    ...carriers.outputs.flatMap((column) => passedFrom(column, carriers) ?? []),
    ...carriers.merged.flatMap(({ carrier }) => [carrier.left, carrier.right]),
  ];
  for (const carrier of all) {
    const isNamed = carrier.kind === 'table' && request.tables.has(carrier.id);
    if (isNamed && sameName(carrier.column, request.name)) changed.add(carrier);
  }
  for (const { start, carrier, name } of names)
    if (carrier && request.also?.has(start) && !isOutside(carrier) && sameName(name, request.name))
      changed.add(carrier);
  for (const column of carriers.outputs) {
    const end = carriers.itemOf(column)?.at?.end;
    const isMeant = end !== undefined && request.alsoItems?.has(end - 1);
    if (isMeant && sameName(column.name, request.name)) changed.add(carriers.ofOutput(column));
  }
  let size = -1;
  while (size !== changed.size) {
    size = changed.size;
    for (const column of carriers.outputs) spreadOutput(column);
    for (const { carrier } of carriers.merged) spreadMerged(carrier);
  }

  const items: TextRange[] = [];
  for (const column of carriers.outputs) if (changed.has(carriers.ofOutput(column))) finishOutput(column);
  for (const { carrier, select } of carriers.merged) {
    const sides = [carrier.left, carrier.right].filter((side) => changed.has(side)).length;
    if (sides === 1 || (sides === 0 && changed.has(carrier)))
      problem('JOIN … USING joins it with a column that keeps its name; join with ON instead', select.at);
  }
  return {
    names: names.filter(({ carrier, name }) => carrier && changed.has(carrier) && sameName(name, request.name)),
    items,
    output: own.some((column) => changed.has(carriers.ofOutput(column))),
    problems,
  };

  function spreadOutput(column: OutputColumn): void {
    const carrier = carriers.ofOutput(column);
    const from = passedFrom(column, carriers);
    if (from && changed.has(from)) changed.add(carrier);
    if (!changed.has(carrier)) return;
    // A bare item is where the name can be cut from what it comes from; "*" and UNION have none of their own.
    const isBare = column.made.by === 'expression';
    if (from && !isOutside(from) && (!isBare || (from.kind !== 'merged' && canChange(from)))) changed.add(from);
    // The other branches of a UNION have names of their own, which nobody reads; where they spell the same, they go along.
    if (column.made.by === 'set-operation' && carriers.itemOf(column.made.right)?.alias !== undefined)
      if (sameName(column.made.right.name, request.name)) changed.add(carriers.ofOutput(column.made.right));
  }

  /** Whether something in the statement gives a carrier its name, and not another node. */
  function canChange(carrier: Carrier): boolean {
    if (changed.has(carrier) || carrier.kind === 'listed') return true;
    if (carrier.kind === 'merged') return canChange(carrier.left) && canChange(carrier.right);
    if (carrier.kind !== 'output') return false;
    const { by } = carrier.column.made;
    if (by === 'expression') return carriers.itemOf(carrier.column) !== undefined;
    const from = passedFrom(carrier.column, carriers);
    return from !== undefined && canChange(from);
  }

  function spreadMerged(carrier: Extract<Carrier, { readonly kind: 'merged' }>): void {
    const { left, right } = carrier;
    if (changed.has(left) && changed.has(right)) changed.add(carrier);
    if (changed.has(carrier)) for (const side of [left, right]) if (!isOutside(side)) changed.add(side);
  }

  function finishOutput(column: OutputColumn): void {
    const { made, at } = column;
    const from = passedFrom(column, carriers);
    if (made.by === 'expression') {
      const item = carriers.itemOf(column);
      if (item?.alias !== undefined || (from && changed.has(from))) return;
      if (item?.at) items.push(item.at);
      else problem('nothing in the query gives the column its name', at);
    } else if (made.by === 'star') {
      if (from && !changed.has(from))
        problem('the column comes through "*" from where it keeps its name; rename it there, or write the columns out', at); // prettier-ignore
    } else if (made.by === 'row-star') problem('the name is that of a field in a row', at);
  }
}

/** The carrier that a column has its name from: what a bare item, `*` or the first branch of a UNION passes on. */
export function passedFrom(column: OutputColumn, carriers: Carriers): Carrier | undefined {
  const { made } = column;
  if (made.by === 'star') return carriers.ofField(made.field);
  if (made.by === 'set-operation') return carriers.ofOutput(made.left);
  if (made.by !== 'expression' || carriers.itemOf(column)?.alias !== undefined) return undefined;
  return carriers.ofReference(made.expression);
}
