/**
 * A description, which is Markdown of the project's own: kept as such, without HTML and pictures, and with links to the web alone. Editors render
 * it with rights of their own.
 */
export function described(text: string): string {
  return (
    text
      .replace(/</g, '&lt;')
      .replace(/!\[/g, '\\!\\[')
      .replace(/\]\(\s*(?!https?:\/\/)[^)]*\)/g, ']')
      // Links that are defined apart from their text.
      .replace(/^(\s*)\[([^\]\n]+)\]:/gm, '$1\\[$2\\]:')
      .trim()
  );
}

/** A text as code in a line. */
export function code(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replace(/\s+/g, ' ')}${pad}${fence}`;
}

/** A text as a block of code. */
export function block(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, 1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))));
  return `${fence}${language}\n${text}\n${fence}`;
}
