import type { Connection } from '../../engines/engine.ts';
import type { Project } from '../../project/project.ts';

/** What checks work with. */
export interface DoctorContext {
  readonly project: Project;
  /** Absolute. */
  readonly projectDir: string;
  /** Opens the target's engine, once; throws StatementError where it cannot be opened. */
  readonly connection: () => Promise<Connection>;
  /** Something may be written, and is removed again. */
  readonly write: boolean;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly signal: AbortSignal;
}

/** A setting of the target as text; empty ones are none. */
export function settingOf({ project }: DoctorContext, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = project.target.settings[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** The first value of a query's only row. */
export async function askValue({ connection, signal }: DoctorContext, sql: string): Promise<unknown> {
  const { rows } = await (await connection()).execute(sql, { signal, label: 'doctor' });
  return rows[0]?.[0];
}
