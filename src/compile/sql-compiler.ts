import { bindStatement } from '../bind/bind.ts';
import { hasErrors, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import { traceColumns } from '../lineage/trace.ts';
import type { StatementLineage } from '../lineage/lineage.ts';
import { parseSql } from '../sql/parse.ts';
import { emitStatement } from '../sql/translate.ts';
import { formatTrinoType } from '../sql/types.ts';
import { createKnownRelations, type KnownRelation } from './known-relations.ts';

/** A query in Athena's SQL as the compiler understands it. Survives JSON. */
export interface CompiledSql {
  /** What it returns; absent where it cannot be known without asking an engine. */
  readonly columns?: readonly CompiledColumn[];
  /** Its form for the embedded engine; absent where it has none. */
  readonly local?: string;
  /** Absent where the query cannot be read. */
  readonly lineage?: StatementLineage;
}

export interface CompiledColumn extends Column {
  readonly nullable: boolean;
}

/** Keeps answers that depend on their inputs alone. */
export interface Memory {
  readonly remember: <T>(inputs: readonly string[], work: () => Outcome<T>) => Outcome<T>;
}

export const NO_MEMORY: Memory = { remember: (_, work) => work() };

/** Compiles queries over the relations that were made known to it. */
export interface SqlCompiler {
  /** Makes a relation known, or known anew. */
  readonly define: (known: KnownRelation) => void;
  readonly mentionedIn: (sql: string) => readonly KnownRelation[];
  /** Reads, binds, traces and translates a query. Its diagnostics have places in the given text. */
  readonly compile: (source: Source) => Outcome<CompiledSql>;
}

export function createSqlCompiler(memory: Memory = NO_MEMORY): SqlCompiler {
  const relations = createKnownRelations();
  return {
    define: relations.add,
    mentionedIn: relations.mentionedIn,
    compile: (source) =>
      memory.remember(['sql', source.file, source.text, relations.fingerprintOf(source.text)], () =>
        compileSql(source, relations),
      ),
  };
}

function compileSql(source: Source, relations: ReturnType<typeof createKnownRelations>): Outcome<CompiledSql> {
  const { value: statement, diagnostics: syntax } = parseSql(source);
  if (!statement) return { value: {}, diagnostics: syntax };
  const bound = bindStatement(statement, relations);
  const columns = columnsOf(bound.columns);
  const lineage = traceColumns(bound);
  if (hasErrors(bound.diagnostics)) return { value: { lineage }, diagnostics: bound.diagnostics };
  const translated = emitStatement(statement);
  const diagnostics: Diagnostic[] = [...bound.diagnostics, ...translated.diagnostics];
  return {
    value: { lineage, ...(columns && { columns }), ...(translated.value !== undefined && { local: translated.value }) },
    diagnostics,
  };
}

/** Undefined where a type or a name is not known. */
function columnsOf(columns: ReturnType<typeof bindStatement>['columns']): readonly CompiledColumn[] | undefined {
  if (!columns || columns.some(({ type }) => type === undefined)) return undefined;
  return columns.map(({ name, type, nullable }, index) => ({
    name: name ?? `_col${index}`,
    type: type ? formatTrinoType(type) : '',
    nullable,
  }));
}

/** What only the embedded engine refuses: such a query still runs as written on Athena and Trino. */
export function isLocalOnly({ code }: Diagnostic): boolean {
  return code.endsWith('-unsupported-locally');
}
