const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes text from elsewhere (data, names, engines' messages) safe to show: control characters and marks that turn the
 * direction of writing become `\u001b` and the like, so that no value can move the cursor or forge a line. Keeps \n and \t.
 */
export function printable(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(control, escaped);
}

/** The same on one line: line breaks and tabs become `\n` and `\t`. */
export function printableLine(text: string): string {
  return printable(text).replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

/** The same for every text within plain data, as a diagnostic is. */
export function printableData<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map(printableData) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printableData(inner)])) as T;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
