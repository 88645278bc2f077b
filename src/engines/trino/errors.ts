import { diagnose, offsetOf, placeIn, type Diagnostic, type Place } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';
import type { TrinoErrorText } from './protocol.ts';

/** A statement as it was sent: its text without the comment, whose lines are left out of places. */
export interface SentStatement {
  readonly sql: string;
  readonly commentLines: number;
  readonly label?: string | undefined;
}

interface Classified {
  readonly diagnostic: Diagnostic;
  /** Nothing was committed, and the same text may succeed when sent again. */
  readonly retryable: boolean;
}

type Say = (detail: string, at: Place | undefined, sql: string) => Diagnostic;

const CHANGED_MEANWHILE = 'Run it again. If it fails again, see whether something of this name is there already.';
const LESS_AT_ONCE =
  'Give the target fewer `threads`, process less at once, or have the limits of memory raised (`query.max-memory`).';

// By Trino's stable names of errors (`StandardErrorCode`, and the Hive and Iceberg connectors' own).
const BY_NAME: Readonly<Record<string, Say>> = {
  SYNTAX_ERROR: syntaxError,
  INCOMPATIBLE_CLIENT: sessionStatement,
  BAD_REQUEST: (detail, at) =>
    /empty/.test(detail)
      ? diagnose('engine-no-statement', {}, { at })
      : diagnose('engine-syntax', { detail: sentence(detail) }, { at }),
  COLUMN_NOT_FOUND: (detail, at) =>
    diagnose('engine-column-missing', { name: quotedName(detail), candidates: [] }, { at }),
  AMBIGUOUS_NAME: (detail, at) =>
    diagnose('engine-column-ambiguous', { name: quotedName(detail), choices: `alias.${quotedName(detail)}` }, { at }),
  TABLE_NOT_FOUND: (detail, at) =>
    otherKind(detail, at) ?? diagnose('engine-relation-missing', { name: quotedName(detail) }, { at }),
  SCHEMA_NOT_FOUND: (detail, at) => diagnose('engine-schema-missing', { name: quotedName(detail) }, { at }),
  CATALOG_NOT_FOUND: (detail, at) => diagnose('engine-catalog-missing', { name: quotedName(detail) }, { at }),
  MISSING_CATALOG_NAME: (detail, at) => diagnose('engine-catalog-missing', { name: quotedName(detail) }, { at }),
  TABLE_ALREADY_EXISTS: tableExists,
  SCHEMA_ALREADY_EXISTS: (detail, at) =>
    diagnose('engine-already-exists', { kind: 'schema', name: quotedName(detail) }, { at }),
  COLUMN_ALREADY_EXISTS: (detail, at) =>
    diagnose('engine-already-exists', { kind: 'column', name: quotedName(detail) }, { at }),
  FUNCTION_NOT_FOUND: functionError,
  PERMISSION_DENIED: permission,
  CONSTRAINT_VIOLATION: (detail, at) => diagnose('engine-constraint', { detail: sentence(detail) }, { at }),
  GENERIC_USER_ERROR: (detail, at) => otherKind(detail, at) ?? invalidValue(detail, at),
  INVALID_CAST_ARGUMENT: invalidValue,
  INVALID_FUNCTION_ARGUMENT: invalidValue,
  NUMERIC_VALUE_OUT_OF_RANGE: invalidValue,
  DIVISION_BY_ZERO: invalidValue,
  SUBQUERY_MULTIPLE_ROWS: invalidValue,
  USER_CANCELED: ended,
  ADMINISTRATIVELY_KILLED: ended,
  ADMINISTRATIVELY_PREEMPTED: ended,
  ABANDONED_QUERY: ended,
  ICEBERG_COMMIT_ERROR: conflict,
  TRANSACTION_CONFLICT: conflict,
  HIVE_CONCURRENT_MODIFICATION_DETECTED: conflict,
  EXCEEDED_LOCAL_MEMORY_LIMIT: memory,
  EXCEEDED_GLOBAL_MEMORY_LIMIT: memory,
  CLUSTER_OUT_OF_MEMORY: memory,
};

// Nothing was begun, or what was begun was undone, and the cause may be gone the next time.
const RETRYABLE: ReadonlySet<string> = new Set([
  'ICEBERG_COMMIT_ERROR',
  'TRANSACTION_CONFLICT',
  'HIVE_CONCURRENT_MODIFICATION_DETECTED',
  'SERVER_STARTING_UP',
  'SERVER_SHUTTING_DOWN',
  'NO_NODES_AVAILABLE',
  'QUERY_QUEUE_FULL',
  'CLUSTER_OUT_OF_MEMORY',
  'REMOTE_HOST_GONE',
  'REMOTE_TASK_ERROR',
  'REMOTE_TASK_MISMATCH',
  'PAGE_TRANSPORT_ERROR',
  'PAGE_TRANSPORT_TIMEOUT',
  'TOO_MANY_REQUESTS_FAILED',
]);

const FILE_ERROR =
  /^(?:HIVE|ICEBERG|PARQUET|ORC)_.*(?:BAD_DATA|FILESYSTEM|CANNOT_OPEN_SPLIT|FILE_NOT_FOUND|CURSOR|SCHEMA_MISMATCH|INVALID_METADATA|MISSING_DATA|WRITER)/;
// Listing a schema that is not there: the connectors hand on what Glue says.
const NO_DATABASE = /\bDatabase (\S+) not found\b/;
const STORAGE_REFUSES = /Access ?Denied|Forbidden|status code:? 403|not authorized to perform/i;

/** What Trino's error is to a user, with its place in the statement. The only reader of Trino's texts. */
export function classifyTrinoError(error: TrinoErrorText, statement: SentStatement): Classified {
  const { errorName } = error;
  const detail = error.message.replace(/^line \d+:\d+: /, '');
  const at = placeOf(error, statement);
  const isUnknownCommit = /cannot determine whether the commit was successful|commit state unknown/i.test(detail);
  const say = Object.hasOwn(BY_NAME, errorName) ? BY_NAME[errorName] : undefined;
  return {
    diagnostic: say ? say(detail, at, statement.sql) : byType(error, detail, at),
    retryable: RETRYABLE.has(errorName) && !isUnknownCommit,
  };
}

/** The error of a statement that Trino refused, ready to be thrown. */
export function trinoStatementError(error: TrinoErrorText, statement: SentStatement): StatementError {
  const { diagnostic, retryable } = classifyTrinoError(error, statement);
  return new StatementError(diagnostic, retryable);
}

function byType({ errorName, errorType }: TrinoErrorText, detail: string, at: Place | undefined): Diagnostic {
  const database = NO_DATABASE.exec(detail)?.[1];
  if (database !== undefined) return diagnose('engine-schema-missing', { name: database }, { at });
  if (STORAGE_REFUSES.test(detail)) return permission(detail, at);
  if (FILE_ERROR.test(errorName)) return diagnose('engine-file-unreadable', { detail: sentence(detail) }, { at });
  if (/^INVALID_(?:JSON|LITERAL)|_OVERFLOW$|^JSON_/.test(errorName)) return invalidValue(detail, at);
  if (/^EXCEEDED_|_LIMIT|TOO_MANY|TOO_LARGE/.test(errorName) || errorType === 'INSUFFICIENT_RESOURCES') {
    return diagnose('engine-limit', { detail: sentence(detail) }, { at });
  }
  if (errorType === 'USER_ERROR') return diagnose('engine-statement-refused', { detail: sentence(detail) }, { at });
  return diagnose('engine-statement-failed', { detail: `${sentence(detail)} (${errorName})` }, { at });
}

function syntaxError(detail: string, at: Place | undefined, sql: string): Diagnostic {
  if (/^mismatched input ';'/.test(detail) && at) {
    const rest = sql.slice(offsetOf(sql, at.line, at.column) + 1);
    if (!isBlank(rest)) return diagnose('engine-several-statements', {}, { at });
    return diagnose('engine-syntax', { detail: 'A statement has no semicolon at its end.' }, { at });
  }
  if (isBlank(sql)) return diagnose('engine-no-statement', {}, { at });
  const text = detail.replace(/^mismatched input '<EOF>'/, 'it ends too early').replace(/Expecting: (.*)$/s, expecting);
  return diagnose('engine-syntax', { detail: sentence(text) }, { at });
}

const MANY = 6;

// Trino lists all that could stand there, often thirty things.
function expecting(whole: string, list: string): string {
  return list.split(', ').length > MANY ? '' : whole;
}

function isBlank(sql: string): boolean {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() === '';
}

/** Statements share no session: the protocol leaves it to its client, so that what one of them set would be lost without a word. */
export function sessionStatement(detail: string, at?: Place): Diagnostic {
  const what = /transaction|commit|rollback/i.test(detail) ? 'A transaction' : 'A setting';
  const hint = 'Each statement is its own transaction. Give settings in the target: `session_properties: {…}`.';
  return diagnose('engine-session-statement', { what }, { at, hint });
}

function otherKind(detail: string, at: Place | undefined): Diagnostic | undefined {
  const found = /^(Table|View|Materialized view) '(.*?)' does not exist, but a (.+?) with that name exists/i.exec(
    detail,
  );
  if (!found) return undefined;
  const [, wanted = '', name = '', is = ''] = found;
  return diagnose('engine-other-kind', { name, is, wanted: wanted.toLowerCase() }, { at });
}

function tableExists(detail: string, at: Place | undefined, sql: string): Diagnostic {
  const name = quotedName(detail);
  // CREATE OR REPLACE fails for what it cannot replace alone.
  const replaced = /^\s*create\s+or\s+replace\s+(view|table)\b/i.exec(sql)?.[1]?.toLowerCase();
  if (replaced === 'view') return diagnose('engine-other-kind', { name, is: 'table', wanted: 'view' }, { at });
  return diagnose('engine-already-exists', { kind: 'table', name }, { at });
}

function functionError(detail: string, at: Place | undefined): Diagnostic {
  const call = /^Unexpected parameters (\(.*?\)) for function (.*?)\. Expected/s.exec(detail);
  if (call) return diagnose('engine-function-arguments', { call: `${call[2]}${call[1]}` }, { at });
  return diagnose('engine-function-missing', { name: quotedName(detail) }, { at });
}

function permission(detail: string, at: Place | undefined): Diagnostic {
  return diagnose('engine-permission', { detail: sentence(detail.replace(/^Access Denied: /, '')) }, { at });
}

function invalidValue(detail: string, at: Place | undefined): Diagnostic {
  return diagnose('engine-value-invalid', { detail: sentence(detail) }, { at });
}

function memory(detail: string, at: Place | undefined): Diagnostic {
  return diagnose('engine-memory', { detail: sentence(detail) }, { at, hint: LESS_AT_ONCE });
}

function conflict(detail: string, at: Place | undefined): Diagnostic {
  return diagnose('engine-conflict', { detail: sentence(detail) }, { at, hint: CHANGED_MEANWHILE });
}

// Not by us: whoever cancels a statement of ours by its signal is told so without asking Trino.
function ended(detail: string, at: Place | undefined): Diagnostic {
  return diagnose('engine-cancelled', {}, { at, hint: `It was ended on the server: ${sentence(detail)}` });
}

function placeOf({ errorLocation }: TrinoErrorText, { sql, commentLines, label }: SentStatement): Place | undefined {
  if (!errorLocation) return undefined;
  const line = errorLocation.lineNumber - commentLines;
  const text = sql.split('\n')[line - 1];
  if (text === undefined) return undefined;
  // Trino counts characters as people do, JavaScript the halves of some.
  const column = [...text].slice(0, errorLocation.columnNumber - 1).join('').length + 1;
  const start = offsetOf(sql, line, column);
  return placeIn({ file: label ?? 'statement.sql', text: sql }, start, start + wordLength(sql.slice(start)));
}

// What stands there: a quoted name, a text, a word, or one sign.
function wordLength(rest: string): number {
  return (/^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+)/u.exec(rest)?.[0] ?? ' ').length;
}

/** The name that a message of Trino's has in quotes: `Table 'iceberg.gold.t' does not exist`. */
function quotedName(detail: string): string {
  return /'(.*?)'/s.exec(detail)?.[1] ?? detail;
}

/** Trino's first line as a sentence with a period. */
function sentence(text: string): string {
  const line = (text.split('\n')[0] ?? '').trim().replace(/[.!]*$/, '');
  return line === '' ? 'The engine gives no reason.' : `${line[0]?.toUpperCase()}${line.slice(1)}.`;
}
