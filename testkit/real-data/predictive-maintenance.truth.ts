import { linesOf, original, type Line } from './workspace.ts';

/** The files of the data set, by the folder that the project reads them from. */
export const FILES = {
  telemetry: 'pdm/PdM_telemetry.csv',
  errors: 'pdm/PdM_errors.csv',
  maint: 'pdm/PdM_maint.csv',
  failures: 'pdm/PdM_failures.csv',
  machines: 'pdm/PdM_machines.csv',
} as const;

export type Kind = keyof typeof FILES;
export const KINDS = Object.keys(FILES) as readonly Kind[];

/** The lines of one kind of file. */
export function plantLines(kind: Kind): readonly Line[] {
  return linesOf(original(FILES[kind]).toString('utf8'));
}

export const HOUR = 3_600_000;

/** Milliseconds since 1970 of a time as the files write it, in UTC. */
export function instant(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Counts items by a key. */
export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
