import { diagnose, MAX_DIAGNOSTICS, type Diagnostic } from '../diagnostics/index.ts';

/** Collects what one phase finds: the first hundred in full (texts and frames are made only for them), the rest as a count. */
export interface ProblemList {
  readonly add: (make: () => Diagnostic) => void;
  readonly all: () => readonly Diagnostic[];
}

export function createProblemList(): ProblemList {
  const kept: Diagnostic[] = [];
  let omitted = 0;
  return {
    add: (make) => {
      if (kept.length < MAX_DIAGNOSTICS) kept.push(make());
      else omitted += 1;
    },
    all: () => (omitted === 0 ? kept : [...kept, diagnose('graph-problems-omitted', { count: omitted })]),
  };
}
