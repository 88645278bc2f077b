import type { Outcome } from '../diagnostics/index.ts';
import type { JsonValue } from '../project/project.ts';

/** Something that work asks on its way, which its inputs do not say. It survives JSON. */
export type Question = readonly JsonValue[];

/** The answer now; undefined where another command cannot ask again and be sure: then what came of it is not kept. */
export type Answer<Q extends Question> = (question: Q) => string | undefined;

/** Keeps answers that depend on their inputs alone. */
export interface Memory {
  readonly remember: <T>(inputs: readonly string[], work: () => Outcome<T>) => Outcome<T>;
  /**
   * As `remember`, of work that also asks questions. Each is told to `ask` before the work uses its answer. What is kept holds as long as all
   * of them, asked again in their order, have the same answers; the first that differs ends the asking.
   */
  readonly rememberAsking: <T, Q extends Question>(
    inputs: readonly string[],
    answer: Answer<Q>,
    work: (ask: (question: Q) => void) => Outcome<T>,
  ) => Outcome<T>;
  /** As `rememberAsking`, of work that is done anyhow: nothing is looked up. */
  readonly learn: Memory['rememberAsking'];
  /** A short text that stands for a long one. */
  readonly digest: (text: string) => string;
}

export const NO_MEMORY: Memory = {
  remember: (_, work) => work(),
  rememberAsking: (_inputs, _answer, work) => work(() => undefined),
  learn: (_inputs, _answer, work) => work(() => undefined),
  digest: (text) => text,
};
