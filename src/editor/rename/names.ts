import type { BoundStatement } from '../../bind/bind.ts';
import { forEachNode } from '../../lineage/nodes.ts';
import { nameOf } from '../../sql/parse/literals.ts';
import { tokenize, type Token } from '../../sql/parse/tokenize.ts';
import type { Alias, Column, CommonTable, Join, Relation, TextRange } from '../../sql/tree.ts';
import type { Carrier, Carriers } from './carriers.ts';
import { sameName } from './words.ts';

/** A name of a column in a query's text. */
export interface NameAt extends TextRange {
  readonly name: string;
  /** Absent: what it means is not known. */
  readonly carrier?: Carrier;
  readonly role: 'reference' | 'alias' | 'list' | 'using';
}

/** All names of columns in a statement, in the order of the text. Names of lambda parameters and of fields in rows are none. */
export function namesOf(bound: BoundStatement, carriers: Carriers): readonly NameAt[] {
  const { statement, facts } = bound;
  const { text } = statement.source;
  const finder = tokenFinder(text);
  const found = new Map<number, NameAt>();
  const add = (token: Token | undefined, role: NameAt['role'], carrier: Carrier | undefined): void => {
    if (!token) return;
    const { start, end } = token;
    found.set(start, { start, end, name: nameOf(token), role, ...(carrier && { carrier }) });
  };
  const addColumn = (column: Column): void => {
    const reference = facts.reference(column);
    if (reference?.kind === 'parameter') return;
    const tokens = column.parts.map((_, index) => finder.part(column, index));
    if (!reference) return tokens.forEach((token) => add(token, 'reference', undefined));
    if (reference.kind === 'output') return add(tokens[0], 'reference', carriers.ofOutput(reference.column));
    add(tokens[reference.parts - 1], 'reference', carriers.ofField(reference.field));
  };
  forEachNode(statement.query, (node) => {
    if ('kind' in node && node.kind === 'column') addColumn(node as Column);
    if ('columns' in node && 'name' in node) addList(node as Alias | CommonTable);
  });
  for (const select of carriers.selects) {
    for (const join of select.from.flatMap(joinsIn)) {
      for (const token of finder.using(join)) {
        const merged = carriers.merged.find((one) => one.select === select && sameName(one.name, nameOf(token)));
        add(token, 'using', merged?.carrier);
      }
    }
  }
  for (const output of carriers.outputs) {
    const item = carriers.itemOf(output);
    if (item?.alias !== undefined && item.at) add(finder.last(item.at), 'alias', carriers.ofOutput(output));
  }
  return [...found.values()].sort((a, b) => a.start - b.start);

  function addList(by: Alias | CommonTable): void {
    by.columns.forEach((name, index) => add(finder.listed(by, index, name), 'list', carriers.listed(by, index)));
  }
}

function joinsIn(relation: Relation): readonly Join[] {
  if (relation.kind === 'join') return [...joinsIn(relation.left), relation, ...joinsIn(relation.right)];
  return relation.kind === 'sample' ? joinsIn(relation.relation) : [];
}

interface TokenFinder {
  /** One part of a name with points. */
  readonly part: (column: Column, index: number) => Token | undefined;
  readonly last: (at: TextRange) => Token | undefined;
  readonly listed: (by: Alias | CommonTable, index: number, name: string) => Token | undefined;
  readonly using: (join: Join) => readonly Token[];
}

function tokenFinder(text: string): TokenFinder {
  // The last one stands for the end of the text.
  const tokens = tokenize(text).slice(0, -1);
  const starts = new Map(tokens.map(({ start }, index) => [start, index]));
  const ends = new Map(tokens.map(({ end }, index) => [end, index]));
  const named = (token: Token | undefined, name: string | undefined) =>
    token?.isName && sameName(nameOf(token), name) ? token : undefined;
  return {
    part: ({ at, parts }, index) => {
      const first = at && starts.get(at.start);
      return first === undefined ? undefined : named(tokens[first + 2 * index], parts[index]);
    },
    last: ({ end }) => tokens[ends.get(end) ?? -1],
    listed: ({ at }, index, name) => {
      const first = at && starts.get(at.start);
      if (first === undefined) return undefined;
      const open = tokens.findIndex(({ key }, position) => position > first && key === '(');
      return named(tokens[open + 1 + 2 * index], name);
    },
    using: ({ using, right, at }) => {
      if (!using || !right.at || !at) return [];
      const first = tokens.findIndex(({ start, key }) => start >= right.at!.end && key === 'using');
      return using.flatMap((name, index) => named(tokens[first + 2 + 2 * index], name) ?? []);
    },
  };
}
