import { diagnose, type Outcome } from '../diagnostics/index.ts';
import { athenaDialect } from './athena/dialect.ts';
import { athenaExternal } from './athena/external.ts';
import { duckDbDialect } from './duckdb/dialect.ts';
import { duckDbExternal, type DuckDbExternalContext } from './duckdb/external.ts';
import { StatementError, type Connection, type Dialect, type DialectName, type ExternalSource } from './engine.ts';
import type { ExternalOutcome, ExternalStatement } from './external.ts';
import { trinoDialect } from './trino/dialect.ts';
import { trinoExternal } from './trino/external.ts';

/** Every engine's dialect. Adding an engine: a folder, a name in `DialectName`, a line here and in `openConnection`. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  duckdb: duckDbDialect,
  trino: trinoDialect,
  athena: athenaDialect,
};

/** What a target says of its engine. */
export type ConnectionConfig =
  | {
      readonly type: 'duckdb';
      /** Absolute path of the database file, or `:memory:`. */
      readonly path: string;
      /** Statements side by side. */
      readonly threads?: number;
      /** DuckDB's configuration options. */
      readonly settings?: Readonly<Record<string, string>>;
      /** False for a scratch database, whose tables need no identity. */
      readonly identities?: boolean;
    }
  | {
      readonly type: 'trino' | 'athena';
      /** The target's keys, as `project.yml` gives them; the engine's `settings.ts` reads them. */
      readonly settings: Readonly<Record<string, unknown>>;
      /** Nodes side by side. */
      readonly threads: number;
    };

/** The dialect of a target's `type`; a diagnostic with the nearest names where there is none. */
export function dialectOf(type: string): Outcome<Dialect | undefined> {
  if (Object.hasOwn(DIALECTS, type)) return { value: DIALECTS[type as DialectName], diagnostics: [] };
  return { value: undefined, diagnostics: [diagnose('engine-type-unknown', { type, known: Object.keys(DIALECTS) })] };
}

/** Opens a target's engine. Its driver is loaded only here. What hinders it is a diagnostic (`engine-locked`, `engine-unreachable`, …). */
export async function openConnection(config: ConnectionConfig): Promise<Outcome<Connection | undefined>> {
  try {
    return { value: await open(config), diagnostics: [] };
  } catch (error) {
    if (error instanceof StatementError) return { value: undefined, diagnostics: [error.diagnostic] };
    throw error;
  }
}

async function open(config: ConnectionConfig): Promise<Connection> {
  switch (config.type) {
    case 'duckdb': {
      const [{ openDuckDb }, { trinoEnvironment }] = await Promise.all([
        import('./duckdb/connection.ts'),
        import('./duckdb/trino-environment.ts'),
      ]);
      return openDuckDb(config, trinoEnvironment());
    }
    case 'trino': {
      const { openTrino } = await import('./trino/connection.ts');
      return openTrino(config);
    }
    case 'athena': {
      const { openAthena } = await import('./athena/connection.ts');
      return openAthena(config);
    }
  }
}

/** The statements that make a source over files in an engine. `local` is needed for DuckDB alone, which looks into the files. */
export async function externalStatements(
  source: ExternalSource,
  dialect: DialectName,
  local: DuckDbExternalContext | undefined,
): Promise<ExternalOutcome<ExternalStatement>> {
  switch (dialect) {
    case 'duckdb':
      if (!local) throw new Error('DuckDB needs to look into the files of an external source');
      return duckDbExternal(source, local);
    case 'trino':
      return trinoExternal(source);
    case 'athena':
      return athenaExternal(source);
  }
}
