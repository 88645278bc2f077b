/** The name of the CTE that stands for an ephemeral model, as in dbt. */
export function ephemeralName(model: string): string {
  return `__dbt__cte__${model}`;
}

/** A rendered query with the CTEs of the ephemeral models it reads put in front. `prefix` says how far the query's own text moved, from where. */
export interface WithCtes {
  readonly text: string;
  /** Characters that were put in, and where: text behind `at` has moved by `length`. */
  readonly inserted: { readonly at: number; readonly length: number };
}

/** Puts CTEs in front of a query: into its own WITH where it has one. The order is kept; names of ours hide nothing a user would write. */
export function withCtes(query: string, ctes: readonly { readonly name: string; readonly sql: string }[]): WithCtes {
  if (ctes.length === 0) return { text: query, inserted: { at: 0, length: 0 } };
  const list = ctes.map(({ name, sql }) => `"${name}" AS (\n${sql}\n)`).join(', ');
  const own = leadingWith(query);
  const at = own ?? firstWord(query);
  const put = own === undefined ? `WITH ${list}\n` : ` ${list}, `;
  return { text: `${query.slice(0, at)}${put}${query.slice(at)}`, inserted: { at, length: put.length } };
}

/** The offset just behind a leading WITH [RECURSIVE], or undefined. */
function leadingWith(query: string): number | undefined {
  const start = firstWord(query);
  const match = /^with(\s+recursive)?(?=[\s"(/-])/i.exec(query.slice(start));
  return match ? start + match[0].length : undefined;
}

/** The offset of the first character that is neither white space nor comment. */
function firstWord(query: string): number {
  const match = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(query);
  return match ? match[0].length : 0;
}
