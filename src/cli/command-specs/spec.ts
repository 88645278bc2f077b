import type { Flag } from '../flags.ts';

/** One command as declared. What it does stands in `../commands/`, loaded when it is called. */
export interface CommandSpec {
  readonly name: string;
  readonly alias?: string;
  readonly group: keyof typeof groupTitles;
  readonly description: string;
  /** Whole command lines with what they do. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  readonly arguments?: readonly {
    readonly name: string;
    readonly description: string;
    readonly choices?: readonly string[];
  }[];
  readonly flags: readonly Flag[];
}

export const groupTitles = {
  build: 'Build and test:',
  look: 'Look before and after:',
  rows: 'Rows that were held back:',
  docs: 'Documentation and editors:',
  project: 'Project:',
} as const;
