/**
 * What a terminal shows after it was sent a text: just the escape codes that log-update writes, and an error for any other.
 * Lines wider than the screen wrap, as on a real one, so that a live line that is too long shows as two.
 */
export function screenAfter(text: string, columns: number): string[] {
  const lines: string[] = [''];
  let row = 0;
  let column = 0;
  const put = (character: string) => {
    if (column >= columns) newLine();
    const line = (lines[row] ?? '').padEnd(column);
    lines[row] = line.slice(0, column) + character + line.slice(column + 1);
    column++;
  };
  const newLine = () => {
    row++;
    column = 0;
    lines[row] ??= '';
  };
  const control = (parameters: string, code: string) => {
    const amount = Number(parameters || 1);
    if (code === 'A') row = Math.max(0, row - amount);
    else if (code === 'B') row += amount;
    else if (code === 'G') column = Number(parameters || 1) - 1;
    else if (code === 'K') lines[row] = parameters === '2' ? '' : (lines[row] ?? '').slice(0, column);
    else if (code === 'm' || code === 'h' || code === 'l') return;
    else throw new Error(`The screen of the test does not know ESC[${parameters}${code}`);
  };
  for (const part of text.matchAll(/\u001b\[([?\d;]*)([A-Za-z])|\n|[^]/gu)) {
    if (part[2] !== undefined) control(part[1] ?? '', part[2]);
    else if (part[0] === '\n') newLine();
    else put(part[0]);
  }
  return lines.map((line) => line.trimEnd());
}
