import type { AnalysedProject } from '../analysis.ts';

/** A place in a text of the editor, and the project as it was last understood. */
export interface View {
  readonly project: AnalysedProject;
  /** Relative to the project, with forward slashes. */
  readonly file: string;
  /** As the editor shows it. */
  readonly text: string;
  /** UTF-16 units. */
  readonly offset: number;
  /** The project was read with this very text: places in it mean what they say. */
  readonly isCurrent: boolean;
}

export function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}
