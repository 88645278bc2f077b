import { bindSql, type Tables } from '../../bind/testkit/bind-sql.ts';
import { invariant, printDiagnostics } from '../../diagnostics/index.ts';
import { reviewStatement, type StatementReview } from '../review-statement.ts';

/** What rules say of a query that has no errors. */
export function review(text: string, tables: Tables): StatementReview {
  const bound = bindSql(text, tables);
  invariant(bound.diagnostics.length === 0, printDiagnostics(bound.diagnostics));
  return reviewStatement(bound, { rows: true });
}

/** The remarks on a query, each as `severity code: the text it points at`. */
export function remarksOn(text: string, tables: Tables): readonly string[] {
  return review(text, tables).remarks.map(({ diagnostic: { severity, code, place } }) => {
    const lines = text.split('\n');
    const marked =
      place && place.line === place.endLine ? lines[place.line - 1]?.slice(place.column - 1, place.endColumn - 1) : '…';
    return `${severity} ${code}: ${marked ?? ''}`;
  });
}
