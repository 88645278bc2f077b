import { DiagnosticError, hasErrors, type Outcome, type Source } from '../diagnostics/index.ts';
import type { Connection, DialectName, ExternalSource } from '../engines/engine.ts';
import { externalStatements } from '../engines/registry.ts';
import type { RenderContext } from '../render/statement.ts';
import { translateExpression, translateToDuckDb } from '../sql/translate.ts';

/** Gives a query in Athena's SQL in the form that the embedded engine gets. */
export type ToLocal = (source: Source) => Promise<Outcome<string | undefined>>;

/** A query in Athena's SQL as the embedded engine gets it. */
export function toLocalSql(source: Source): Promise<Outcome<string | undefined>> {
  return translateToDuckDb(source);
}

/** A condition in Athena's SQL as the embedded engine gets it. */
export function toLocalCondition(source: Source): Promise<Outcome<string | undefined>> {
  return translateExpression(source);
}

/** Where external files are looked for when steps are rendered. */
export interface FilesContext {
  readonly projectDir: string;
  readonly targetDir: string;
  /** Absent: nothing can be looked into, as when a plan for another engine is printed. */
  readonly connection?: Connection;
  /** Translates what lakemodel writes itself. Default: `toLocalSql`. */
  readonly toLocal?: ToLocal;
}

/** How steps become statements on an engine. */
export function renderContext(dialect: DialectName, files: FilesContext): RenderContext {
  return {
    dialect,
    translate: (portable) =>
      dialect === 'duckdb' ? translated(portable, files.toLocal ?? toLocalSql) : Promise.resolve(portable),
    external: (source) => statementsFor(source, dialect, files),
  };
}

async function translated(portable: string, toLocal: ToLocal): Promise<string> {
  const { value, diagnostics } = await toLocal({ file: 'a statement of lakemodel', text: portable });
  if (value === undefined || hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  return value;
}

async function statementsFor(
  source: ExternalSource,
  dialect: DialectName,
  { connection, projectDir, targetDir }: FilesContext,
): Promise<readonly string[]> {
  const { value, diagnostics } = await externalStatements(
    source,
    dialect,
    connection && { projectDir, targetDir, connection },
  );
  if (!value || hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  return value.create;
}
