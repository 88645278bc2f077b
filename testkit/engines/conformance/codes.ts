import type { RunReport } from '../../../src/lakemodel.ts';

/** Codes of a report's errors, those of nodes included: sorted, each once. */
export function codesOf({ diagnostics, results }: RunReport): readonly string[] {
  const all = [...diagnostics, ...results.flatMap((result) => result.diagnostics)];
  const codes = all.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return [...new Set(codes)].sort();
}
