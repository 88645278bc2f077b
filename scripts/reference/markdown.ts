/** A Markdown table; cells may hold Markdown. Empty columns are left out, and without rows there is no table. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const kept = titles.map((_, index) => index).filter((index) => rows.some((row) => (row[index] ?? '') !== ''));
  const line = (cells: readonly string[]) => `| ${kept.map((index) => inCell(cells[index] ?? '')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text as code, also where it holds backticks. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

/** The blocks that are not empty, with a blank line between them. */
export function blocks(...texts: readonly (string | readonly string[])[]): string {
  return texts
    .flat()
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Text from the program that is no Markdown: what Markdown would read as markup is escaped. */
export function plain(text: string): string {
  return text.replace(/[\\*<>[\]`]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

function inCell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}
