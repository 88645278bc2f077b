import type { Direction, TrailStep, TrailUse } from './trail.ts';

/** A column with what lies upstream or downstream of it, for `--format text`. */
export interface PrintedTrail {
  readonly direction: Direction;
  readonly trail: TrailStep;
  /** Downstream: exposures and tests that it reaches. */
  readonly consumers?: readonly string[];
}

const WIDTH = 80;
const TITLES: Readonly<Record<Direction, string>> = { upstream: 'Comes from', downstream: 'Goes to' };

/** One column: its name and type, the SQL that makes it, and a tree for each direction. At most 80 columns wide where names allow it. */
export function printTrails(trails: readonly PrintedTrail[]): string {
  const [first] = trails;
  if (!first) return '';
  const { name, column, type, sql } = first.trail;
  const head = `${name}.${column}${type === undefined ? '' : `  ${type}`}`;
  const made = sql.map((text) => `  ${shortened(text, WIDTH - 2)}`);
  const blocks = trails.map((trail) => printTrail(trail));
  return [[head, ...made].join('\n'), ...blocks].join('\n\n');
}

function printTrail({ direction, trail, consumers = [] }: PrintedTrail): string {
  const lines = branches(trail, '', direction);
  const tree = lines.length > 0 ? lines : [`  ${direction === 'upstream' ? noInput(trail) : 'no model'}`];
  const uses = direction === 'upstream' && trail.uses.length > 0 ? ['', 'Its rows hang on', ...useLines(trail.uses).map(indented)] : []; // prettier-ignore
  const readers = consumers.length > 0 ? ['', 'Exposures and tests', ...consumers.map(indented)] : [];
  return [TITLES[direction], ...tree, ...uses, ...readers].join('\n');
}

function noInput({ unknown }: TrailStep): string {
  return unknown ? 'columns that are not known' : 'no column';
}

function indented(line: string): string {
  return `  ${line}`;
}

function branches(step: TrailStep, indent: string, direction: Direction): readonly string[] {
  // Upstream, what the rows hang on stands under the whole tree.
  const uses = direction === 'downstream' ? useLines(step.uses).map((line) => `rows of ${line}`) : [];
  const leaves = [...uses, ...(step.more === undefined ? [] : [`… ${step.more} more beyond this depth`])];
  const count = step.steps.length + leaves.length;
  const branch = (index: number) => `${indent}${index === count - 1 ? '└─ ' : '├─ '}`;
  const below = (index: number) => `${indent}${index === count - 1 ? '   ' : '│  '}`;
  return [
    ...step.steps.flatMap((child, index) => {
      const deeper = branches(child, below(index), direction);
      const bar = deeper.length > 0 ? '│  ' : '   ';
      const sql = tellsMore(child) ? child.sql : [];
      const texts = sql.map((text) => `${below(index)}${bar}${shortened(text, WIDTH - below(index).length - 3)}`);
      return [`${branch(index)}${stepText(child)}`, ...texts, ...deeper];
    }),
    ...leaves.map((leaf, index) => `${branch(step.steps.length + index)}${leaf}`),
  ];
}

function stepText({ name, column, how, again, unknown }: TrailStep): string {
  const notes = [how, unknown && 'not all inputs known', again && 'followed elsewhere'].filter(Boolean);
  return `${name}.${column}  ${notes.join(', ')}`.trimEnd();
}

/** A column that is a mere copy says nothing by its SQL. */
function tellsMore({ sql, how, again, column }: TrailStep): boolean {
  if (again || how === undefined) return false;
  return sql.some((text) => text !== '*' && text.split('.').at(-1)?.toLowerCase() !== column.toLowerCase());
}

function useLines(uses: readonly TrailUse[]): readonly string[] {
  const byPlace = new Map<string, string[]>();
  for (const { name, column, use } of uses) {
    const place = column === undefined ? name : `${name}.${column}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), use]);
  }
  return [...byPlace].map(([place, kinds]) => `${place}  ${[...new Set(kinds)].join(', ')}`);
}

/** SQL on one line, cut where it is longer. */
export function shortened(sql: string, width: number): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length <= Math.max(width, 20) ? line : `${line.slice(0, Math.max(width, 20) - 1)}…`;
}
