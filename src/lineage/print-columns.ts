import { shortened } from './print-trail.ts';
import type { TrailStep } from './trail.ts';

const WIDTH = 80;
// Narrower than this, inputs stand on lines of their own.
const LEAST = 24;
const MAX_TYPE = 24;

/** All columns of a node with what they are made of: `lakemodel lineage model`. */
export function printColumns(name: string, trails: readonly TrailStep[]): string {
  const rows = trails.map((trail) => [trail.column, shortened(trail.type ?? '', MAX_TYPE), wayOf(trail)] as const);
  const widths = [0, 1, 2].map((at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  const left = widths.reduce((sum, width) => sum + width + 2, 2);
  const lines = trails.flatMap((trail, index) => {
    const cells = rows[index]?.map((cell, at) => cell.padEnd(widths[at] ?? 0)) ?? [];
    const head = `  ${cells.join('  ')}`;
    const inputs = inputsOf(trail);
    const beside = wrapped(inputs, WIDTH - left);
    if (WIDTH - left >= LEAST && isOneLine(beside, WIDTH - left)) return [`${head}  ${beside.join('')}`.trimEnd()];
    return [head.trimEnd(), ...wrapped(inputs, WIDTH - 6).map((line) => `      ${line}`)];
  });
  return [name, ...lines].join('\n');
}

function wayOf({ way, unknown, steps }: TrailStep): string {
  return unknown && steps.length === 0 ? 'not known' : (way ?? '');
}

/** Names of the inputs; of a column without any, what makes it. */
function inputsOf({ steps, unknown, sql }: TrailStep): readonly string[] {
  const names = steps.map(({ name, column }) => `${name}.${column}`);
  return names.length === 0 ? sql.map((text) => shortened(text, WIDTH - 6)) : [...names, ...(unknown ? ['…'] : [])];
}

/** The items with commas between them, on lines of this width. */
function wrapped(items: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  items.forEach((item, index) => {
    const text = index < items.length - 1 ? `${item},` : item;
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + text.length <= width) lines[lines.length - 1] = `${line} ${text}`;
    else lines.push(text);
  });
  return lines;
}

function isOneLine(lines: readonly string[], width: number): boolean {
  return lines.length === 0 || (lines.length === 1 && (lines[0] ?? '').length <= width);
}
