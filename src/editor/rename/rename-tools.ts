import { createSqlCompiler } from '../../compile/sql-compiler.ts';
import { createPlanner, OFFLINE } from '../../workflow/plan-project.ts';
import { analyseProject, editorHost, editorInvocation, type AnalyseOptions } from '../analysis.ts';
import type { RenameTools } from './world.ts';

/** What `renameColumn` asks for, for the project and the unsaved texts that an analysis was made of. */
export function renameTools(options: AnalyseOptions): RenameTools {
  const startedAt = options.memory?.startedAt ?? new Date(0);
  const invocation = editorInvocation(options);
  const host = editorHost(options, startedAt, options.signal ?? new AbortController().signal);
  return {
    planOf: (opened) =>
      createPlanner({
        opened,
        invocation,
        host,
        ...OFFLINE,
        sql: createSqlCompiler(),
        columns: { bind: () => Promise.resolve({ value: undefined, diagnostics: [] }) },
        runId: host.newId(),
        startedAt,
      }),
    reanalyse: (texts) => analyseProject({ ...options, unsaved: new Map([...(options.unsaved ?? []), ...texts]) }),
  };
}
