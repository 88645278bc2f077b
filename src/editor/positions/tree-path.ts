import type { Column, Expression, Query, Relation, Select, TextRange } from '../../sql/tree.ts';
import { tokenize, type Token } from '../../sql/parse/tokenize.ts';

/** Any node of a query's tree. */
export interface TreeNode {
  readonly at?: TextRange | undefined;
  readonly kind?: string;
}

/** Calls back for a node and all below it, those above first. `false` leaves out what is below. */
export function visitTree(root: object, visit: (node: TreeNode) => boolean | void): void {
  if (!Array.isArray(root) && visit(root as TreeNode) === false) return;
  for (const [key, value] of Object.entries(root)) {
    if (key !== 'at' && typeof value === 'object' && value !== null) visitTree(value as object, visit);
  }
}

/** The nodes that hold an offset, the outermost first. */
export function pathAt(query: Query, offset: number): readonly TreeNode[] {
  const path: TreeNode[] = [];
  visitTree(query, (node) => {
    if (!node.at) return true;
    if (offset < node.at.start || offset > node.at.end) return false;
    path.push(node);
    return true;
  });
  return path;
}

export function isColumn(node: TreeNode | undefined): node is Column {
  return node?.kind === 'column';
}

export function isSelect(node: TreeNode | undefined): node is Select {
  return node?.kind === 'select';
}

type Table = Extract<Relation, { readonly kind: 'table' }>;

export function isTable(node: TreeNode | undefined): node is Table {
  return node?.kind === 'table';
}

/** The tokens in a range, with ranges of the whole text. */
export function tokensIn(text: string, at: TextRange): readonly Token[] {
  return tokenize(text.slice(at.start, at.end))
    .filter(({ kind }) => kind !== 'end')
    .map((token) => ({ ...token, start: token.start + at.start, end: token.end + at.start }));
}

/** The ranges of a column's parts, in their order. */
export function partsOf({ at }: Column, text: string): readonly TextRange[] {
  return at ? tokensIn(text, at).filter(({ key }) => key !== '.') : [];
}

/** Where the name of a select item stands: its alias, or the last part of a bare column; the item itself where it has no name. */
export function itemName(at: TextRange, text: string): TextRange {
  const last = tokensIn(text, at).at(-1);
  return last?.isName ? { start: last.start, end: last.end } : at;
}

/** The name of what is expected in an expression's place: a column's own. */
export function isBareColumn(expression: Expression): expression is Column {
  return expression.kind === 'column';
}
