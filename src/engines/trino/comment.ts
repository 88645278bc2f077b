/**
 * A statement behind a comment that Trino keeps with its text, on a line of its own, so that places move by one line alone. The comment
 * cannot end early: what would end it, or break its line, is taken apart.
 */
export function withComment(sql: string, comment: string | undefined): string {
  if (comment === undefined || comment === '') return sql;
  return `/* ${comment.replaceAll('*/', '* /').replace(/\p{Cc}|[\u2028\u2029]/gu, ' ').replace(/\*$/, '* ')} */\n${sql}`;
} // prettier-ignore

/** Lines that `withComment` puts before a statement. */
export function commentLines(comment: string | undefined): number {
  return comment === undefined || comment === '' ? 0 : 1;
}
