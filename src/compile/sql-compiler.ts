import { bindStatement, type BoundStatement } from '../bind/bind.ts';
import type { Catalog } from '../bind/catalog.ts';
import { diagnose, hasErrors, placeIn, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import { traceColumns } from '../lineage/trace.ts';
import type { StatementLineage } from '../lineage/lineage.ts';
import { reviewStatement, type Remark, type RowFacts, type StatementReview } from '../rules/index.ts';
import { parseSql } from '../sql/parse.ts';
import { emitStatement } from '../sql/translate.ts';
import { formatTrinoType } from '../sql/types.ts';
import { createKnownRelations, type KnownRelation } from './known-relations.ts';
import { NO_MEMORY, type Memory } from './memory.ts';

/** A query in Athena's SQL as the compiler understands it. */
export interface CompiledSql {
  /** What it returns; absent where it cannot be known without asking an engine. */
  readonly columns?: readonly CompiledColumn[];
  /** Its form for the embedded engine; absent where it has none. */
  readonly local?: string;
  /** What rules say of it, with places in its own text. */
  readonly remarks?: readonly Remark[];
  readonly rows?: RowFacts;
}

export interface CompiledColumn extends Column {
  readonly nullable: boolean;
}

/** Compiles queries over the relations that were made known to it. */
export interface SqlCompiler {
  /** Makes a relation known, or known anew. */
  readonly define: (known: KnownRelation) => void;
  readonly mentionedIn: (sql: string) => readonly KnownRelation[];
  /** Reads, binds, traces and translates a query. Its diagnostics have places in the given text. */
  readonly compile: (source: Source, judging?: Judging) => Outcome<CompiledSql & Traced>;
}

/** What rules are to say of a query: nothing, remarks on it, or also facts about its rows. */
export type Judging = 'none' | 'remarks' | 'rows';

/** Where columns come from. Few commands ask, so that it is kept apart and read when it is asked for. */
export interface Traced {
  /** Undefined where the query cannot be read. */
  readonly lineage: () => StatementLineage | undefined;
}

/** `memory` keeps what queries compile to, `lineages` where columns come from. */
export function createSqlCompiler(memory: Memory = NO_MEMORY, lineages: Memory = NO_MEMORY): SqlCompiler {
  const relations = createKnownRelations(memory.digest);
  const catalog = (ask: (name: Name) => void): Catalog => ({
    find: (parts) => {
      ask(parts);
      return relations.find(parts);
    },
  });
  const lineageOf = (source: Source) =>
    lineages.rememberAsking(lineageKey(source), relations.printOf, (ask: (name: Name) => void) => ({
      value: compileSql(source, catalog(ask), 'none').lineage ?? null,
      diagnostics: [],
    })).value ?? undefined;

  return {
    define: relations.add,
    mentionedIn: relations.mentionedIn,
    compile: (source, judging = 'none') => {
      const inputs = ['sql', judging, source.file, source.text];
      const { value, diagnostics } = memory.rememberAsking(inputs, relations.printOf, (ask: (name: Name) => void) => {
        const read: Name[] = [];
        const { lineage, ...outcome } = compileSql(
          source,
          catalog((name) => read.push(name)),
          judging,
        );
        for (const name of read) ask(name);
        lineages.learn(lineageKey(source), relations.printOf, (tell: (name: Name) => void) => {
          for (const name of read) tell(name);
          return { value: lineage ?? null, diagnostics: [] };
        });
        return outcome;
      });
      return { value: { ...value, lineage: () => lineageOf(source) }, diagnostics };
    },
  };
}

function lineageKey({ file, text }: Source): readonly string[] {
  return ['lineage', file, text];
}

/** Of a relation, as a query writes it: its parts. */
type Name = readonly string[];

type Compiled = Outcome<CompiledSql> & { readonly lineage?: StatementLineage };

// Long chains are walked in loops; what is nested as deep as the stack is told like any other problem of the text.
function compileSql(source: Source, catalog: Catalog, judging: Judging): Compiled {
  try {
    return compileParsed(source, catalog, judging);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const at = placeIn(source, 0, source.text.length);
    return { value: {}, diagnostics: [diagnose('sql-too-deep', undefined, { at })] };
  }
}

function compileParsed(source: Source, catalog: Catalog, judging: Judging): Compiled {
  const { value: statement, diagnostics: syntax } = parseSql(source);
  if (!statement) return { value: {}, diagnostics: syntax };
  const bound = bindStatement(statement, catalog);
  const columns = columnsOf(bound.columns);
  const lineage = traceColumns(bound);
  if (hasErrors(bound.diagnostics)) return { value: {}, diagnostics: bound.diagnostics, lineage };
  const translated = emitStatement(statement, bound);
  const value = {
    ...judged(bound, judging),
    ...(columns && { columns }),
    ...(translated.value !== undefined && { local: translated.value }),
  };
  return { value, diagnostics: [...bound.diagnostics, ...translated.diagnostics], lineage };
}

function judged(bound: BoundStatement, judging: Judging): StatementReview | undefined {
  return judging === 'none' ? undefined : reviewStatement(bound, { rows: judging === 'rows' });
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
