import { resolve } from 'node:path';
import { DiagnosticError, type Outcome } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import { openConnection } from '../engines/registry.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import type { Project } from '../project/project.ts';

const IN_MEMORY = ':memory:';

/** Opens the connection of a project's target; diagnostics say why it cannot be reached. */
export function connect(
  project: Project,
  invocation: Invocation,
  host: Host,
): Promise<Outcome<Connection | undefined>> {
  const { target } = project;
  host.onEvent({ type: 'phase', phase: 'connect', detail: target.name });
  if (target.type !== 'duckdb') {
    const threads = invocation.threads ?? target.threads;
    return openConnection({ type: target.type, settings: target.settings, threads });
  }
  return openConnection({
    type: 'duckdb',
    path: databasePath(project, invocation),
    threads: invocation.threads ?? target.threads,
    settings: engineSettings(project),
  });
}

/**
 * Lends the target's connection to some work, and closes it. Without a value, diagnostics say why it cannot be opened or what the engine refused while the
 * work read the warehouse.
 */
export async function withConnection<T>(
  project: Project,
  invocation: Invocation,
  host: Host,
  work: (connection: Connection) => Promise<T>,
): Promise<Outcome<T | undefined>> {
  const { value: connection, diagnostics } = await connect(project, invocation, host);
  if (!connection) return { value: undefined, diagnostics };
  try {
    return { value: await work(connection), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { value: undefined, diagnostics: [error.diagnostic] };
  } finally {
    await connection.close();
  }
}

/** DuckDB's own options, as the target's `settings:` gives them. */
function engineSettings({ target }: Project): Record<string, string> {
  const settings = target.settings['settings'];
  if (typeof settings !== 'object' || settings === null) return {};
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}

/** The embedded database's file, absolute, or `:memory:`. */
export function databasePath({ target }: Project, { projectDir }: Invocation): string {
  const path = String(target.settings['path'] ?? IN_MEMORY);
  return path === IN_MEMORY ? path : resolve(projectDir, path);
}

/** An empty embedded database in memory, for unit tests and for finding columns. */
export async function openScratch(): Promise<Connection> {
  const { value, diagnostics } = await openConnection({
    type: 'duckdb',
    path: IN_MEMORY,
    threads: 1,
    identities: false,
  });
  if (!value) throw new DiagnosticError(diagnostics);
  return value;
}

/** The folder for artifacts, absolute. */
export function targetPath(project: Project, invocation: Invocation): string {
  return resolve(invocation.projectDir, invocation.targetPath ?? project.settings.targetPath);
}
