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

export type PlantLines = Readonly<Record<Kind, readonly Line[]>>;

/** The lines of all files. */
export function plantLines(): PlantLines {
  const read = (kind: Kind) => linesOf(original(FILES[kind]).toString('utf8'));
  return Object.fromEntries(KINDS.map((kind) => [kind, read(kind)])) as PlantLines;
}

export const HOUR = 3_600_000;

/** Milliseconds since 1970 of a time as the files write it, in UTC. */
export function instant(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}
