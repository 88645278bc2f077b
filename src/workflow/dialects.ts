import { DiagnosticError, hasErrors, type Outcome, type Source } from '../diagnostics/index.ts';
import type { Connection, DialectName, ExternalSource } from '../engines/engine.ts';
import { externalStatements } from '../engines/registry.ts';
import type { ExternalChange } from '../plan/plan.ts';
import type { RenderContext, Sendable } from '../render/statement.ts';
import { createSqlCompiler, isLocalOnly, type SqlCompiler } from '../compile/sql-compiler.ts';
import { translateExpression } from '../sql/translate.ts';

/** A condition in Athena's SQL as the embedded engine gets it. */
export function toLocalCondition(source: Source): Outcome<string | undefined> {
  return translateExpression(source);
}

/** Where external files are looked for when steps are rendered. */
export interface FilesContext {
  readonly projectDir: string;
  readonly targetDir: string;
  /** Absent: nothing can be looked into, as when a plan for another engine is printed. */
  readonly connection?: Connection;
  /** Compiles what lakemodel writes itself. Default: one that knows no relations. */
  readonly sql?: SqlCompiler;
}

/** How steps become statements on an engine. */
export function renderContext(dialect: DialectName, files: FilesContext): RenderContext {
  const sql = files.sql ?? createSqlCompiler();
  return {
    dialect,
    translate: (portable) => translated(portable, sql, dialect),
    external: (source, change) => statementsFor(source, change, dialect, files),
  };
}

// What stands in such a statement of a user's SQL is checked here, whatever the engine.
function translated(portable: string, sql: SqlCompiler, dialect: DialectName): string {
  const { value, diagnostics } = sql.compile({ file: 'a statement of lakemodel', text: portable });
  const problems = dialect === 'duckdb' ? diagnostics : diagnostics.filter((problem) => !isLocalOnly(problem));
  if (hasErrors(problems)) throw new DiagnosticError(problems);
  return dialect === 'duckdb' ? (value.local ?? portable) : portable;
}

async function statementsFor(
  source: ExternalSource,
  change: ExternalChange,
  dialect: DialectName,
  { connection, projectDir, targetDir }: FilesContext,
): Promise<readonly Sendable[]> {
  const { value, diagnostics } = await externalStatements(
    source,
    dialect,
    connection && { projectDir, targetDir, connection },
  );
  if (!value || hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  switch (change) {
    case 'create':
      return value.create;
    case 'replace':
      return [...value.drop, ...value.create];
    case 'refresh':
      return value.refresh ?? value.create;
  }
}
