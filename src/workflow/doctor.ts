import { resolve } from 'node:path';
import { StatementError, type Connection } from '../engines/engine.ts';
import { openInspector } from '../engines/aws/inspect.ts';
import type { DoctorOptions, DoctorReport, Host, Invocation } from '../lakemodel.ts';
import { connect } from './connect.ts';
import { athenaChecks } from './doctor/athena-checks.ts';
import { exitCodeOf, runChecks, type Check } from './doctor/checks.ts';
import type { DoctorContext } from './doctor/context.ts';
import { duckDbChecks } from './doctor/duckdb-checks.ts';
import { trinoChecks } from './doctor/trino-checks.ts';
import { openProject } from './open-project.ts';

/** Looks at what a run on the target needs: what is there, what is wrong, what to do. Writes nothing unless asked to, and nothing stays. */
export async function doctor(invocation: Invocation, options: DoctorOptions, host: Host): Promise<DoctorReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, target: '', engine: '', checks: [] };
  const { project } = opened.value;
  const engine = engineOf(opened.value.project, invocation, host);
  const context: DoctorContext = {
    project,
    projectDir: resolve(invocation.projectDir),
    connection: engine.open,
    write: options.write,
    now: host.now,
    newId: host.newId,
    signal: host.signal,
  };
  const made = checksOf(context);
  try {
    const checks = await runChecks(made.checks, (check) => host.onEvent({ type: 'check', check }));
    const { name, type } = project.target;
    return { exitCode: exitCodeOf(checks), diagnostics: opened.diagnostics, target: name, engine: type, checks };
  } finally {
    await made.close();
    await engine.close();
  }
}

function checksOf(context: DoctorContext): { readonly checks: readonly Check[]; readonly close: () => Promise<void> } {
  const nothing = () => Promise.resolve();
  switch (context.project.target.type) {
    case 'duckdb':
      return { checks: duckDbChecks(context), close: nothing };
    case 'trino':
      return { checks: trinoChecks(context), close: nothing };
    case 'athena': {
      const aws = openInspector(context.project.target.settings);
      return { checks: athenaChecks(context, aws), close: aws.close };
    }
  }
}

/** The target's engine, opened when first asked for. */
function engineOf(project: DoctorContext['project'], invocation: Invocation, host: Host) {
  let opened: Promise<Connection> | undefined;
  const open = async () => {
    const { value, diagnostics } = await connect(project, invocation, host);
    const problem = diagnostics.find(({ severity }) => severity === 'error');
    if (!value) throw problem ? new StatementError(problem) : new Error('A connection failed without a reason');
    return value;
  };
  return {
    open: () => (opened ??= open()),
    close: async () => {
      const connection = await opened?.catch(() => undefined);
      await connection?.close();
    },
  };
}
