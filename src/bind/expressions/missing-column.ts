import { didYouMean } from '../../diagnostics/index.ts';
import type { Column } from '../../sql/tree.ts';
import type { Clause } from '../context.ts';
import { isQualifiedBy, relationNames, visibleNames, type Scope } from '../scope.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { report } from './problems.ts';

/** Reports a name that nothing has, with what was probably meant. */
export function reportMissing(expression: Column, context: ExpressionContext): void {
  const { parts } = expression;
  const name = String(parts.at(-1));
  if (parts.length > 1) {
    reportQualified(expression, name, parts.slice(0, -1), context);
    return;
  }
  const hint =
    quotedText(expression, context) ?? hiddenAlias(name, context) ?? nearOrAll(name, visibleNames(context.scope));
  report(context, expression, 'column-unknown', { name }, { hint });
}

function reportQualified(
  expression: Column,
  name: string,
  qualifier: readonly string[],
  context: ExpressionContext,
): void {
  const relation = qualifier.join('.');
  const lower = qualifier.map((part) => part.toLowerCase());
  for (let at: Scope | undefined = context.scope; at; at = at.outer) {
    if (!at.relations.some((candidate) => isQualifiedBy(candidate, lower))) continue;
    const names = at.fields.flatMap((field) => (isQualifiedBy(field, lower) ? (field.name ?? []) : []));
    const hint = mergedColumn(name, relation, at) ?? nearOrAll(name, names);
    report(context, expression, 'column-unknown', { name, relation }, { hint });
    return;
  }
  report(context, expression, 'relation-unknown', { name: relation, relations: relationNames(context.scope) });
}

function mergedColumn(name: string, relation: string, { fields }: Scope): string | undefined {
  const isMerged = fields.some(({ from, ...field }) => from.kind === 'merged' && field.name?.toLowerCase() === name.toLowerCase()); // prettier-ignore
  return isMerged ? `USING makes one column of both: write "${name}" without "${relation}".` : undefined;
}

const MAX_LISTED = 12;

// With nothing near, a short list says more than nothing.
function nearOrAll(name: string, names: Iterable<string>): string | undefined {
  const all = [...new Set(names)];
  const near = didYouMean(name, all);
  if (near !== undefined || all.length === 0 || all.length > MAX_LISTED) return near;
  const list = all.map((each) => `"${each}"`).join(', ');
  return all.length === 1 ? `The only column here is ${list}.` : `The columns here are ${list}.`;
}

// A word in double quotes that no column has is often meant as a text.
function quotedText({ parts, at }: Column, { binding }: ExpressionContext): string | undefined {
  if (!binding.textAt(at)?.startsWith('"')) return undefined;
  return `A text stands in single quotes: '${String(parts[0]).replaceAll("'", "''")}'.`;
}

const BLIND_CLAUSES: Partial<Record<Clause, string>> = {
  select: 'in SELECT itself',
  where: 'in WHERE',
  'group by': 'in GROUP BY',
  having: 'in HAVING',
};

function hiddenAlias(name: string, { scope, clause }: ExpressionContext): string | undefined {
  const where = BLIND_CLAUSES[clause];
  const isAlias = scope.aliases?.some((alias) => alias.toLowerCase() === name.toLowerCase());
  if (!isAlias || where === undefined) return undefined;
  const position = clause === 'group by' ? ', write its position (GROUP BY 1)' : '';
  return `An alias of SELECT is not seen ${where}: repeat the expression${position}, or put the query into a subquery.`;
}
