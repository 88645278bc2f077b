import { createSqlCompiler } from '../../compile/sql-compiler.ts';
import type { Host, Invocation } from '../../lakemodel.ts';
import { createPlanner, OFFLINE } from '../../workflow/plan-project.ts';
import { analyseProject, type AnalyseOptions } from '../analysis.ts';
import type { RenameTools } from './world.ts';

/** What `renameColumn` asks for, for the project and the unsaved texts that an analysis was made of. */
export function renameTools(options: AnalyseOptions): RenameTools {
  const startedAt = options.memory?.startedAt ?? new Date(0);
  const invocation: Invocation = {
    projectDir: options.projectDir,
    ...(options.target !== undefined && { target: options.target }),
    vars: options.vars ?? {},
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: true,
    offline: true,
  };
  const host: Host = {
    now: () => startedAt,
    env: options.env,
    newId: () => 'editor',
    signal: options.signal ?? new AbortController().signal,
    onEvent: () => undefined,
  };
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
