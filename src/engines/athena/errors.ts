import { diagnose, offsetOf, placeIn, type Diagnostic, type Place } from '../../diagnostics/index.ts';
import type { QueryExecution } from './api.ts';
import { redacted } from '../aws/aws-error.ts';

/** What is known of a failed statement besides Athena's words. */
export interface FailedStatement {
  /** The author's text, without the comment. */
  readonly sql: string;
  /** Who sent it, for the place. */
  readonly label?: string;
  /** Lines that stood before the author's first one. */
  readonly commentLines: number;
  readonly workGroup: string;
}

export interface Failure {
  readonly diagnostic: Diagnostic;
  /** `commit`: another writer was first and nothing was written; `service`: Athena's own fault; undefined: it would fail again. */
  readonly repeat?: 'commit' | 'service';
}

interface Details {
  readonly at: Place | undefined;
}

interface Rule {
  /** Matched against Athena's reason: its code, a colon, the text without the place. */
  readonly when: RegExp;
  /** `service`: where Athena itself says that it is its own fault. */
  readonly repeat?: Failure['repeat'];
  readonly say: (found: readonly string[], details: Details, statement: FailedStatement) => Diagnostic;
}

const NAME = String.raw`['"]?([^'"\n]*?)['"]?`;

// The first that matches is taken: special ones stand above general ones. Codes are Trino's and its Iceberg and Hive connectors'; Athena puts
// them before the text.
const RULES: readonly Rule[] = [
  {
    // Iceberg's own words for a catalog that did not answer: sent again, an insert that was committed would stand there twice.
    when: /(?:CommitStateUnknown|Cannot determine whether the commit was successful)/,
    say: ([], details) =>
      diagnose('athena-commit-unknown', { detail: 'The catalog did not say whether it took the change.' }, details),
  },
  {
    when: /^(?:ICEBERG_COMMIT_ERROR|TRANSACTION_CONFLICT): ?(.*)/s,
    repeat: 'commit',
    say: ([detail], details) => diagnose('engine-conflict', { detail: sentence(detail) }, details),
  },
  {
    when: /^ICEBERG_TOO_MANY_OPEN_PARTITIONS: ?(.*)|^HIVE_TOO_MANY_OPEN_PARTITIONS: ?(.*)/s,
    say: ([a, b], details) => diagnose('athena-too-many-partitions', { detail: sentence(a || b) }, details),
  },
  {
    when: /Bytes scanned limit was exceeded|exceeded .*(?:bytes scanned|scan) (?:limit|cutoff)/i,
    say: (_, details, { workGroup }) => diagnose('athena-scan-cutoff', { workGroup }, details),
  },
  {
    when: /No output location provided|output location.*(?:required|invalid)|Unable to verify\/create output bucket|InvalidS3Path|result configuration/i,
    say: (_, details) => diagnose('athena-result-location', { detail: 'the place that is set cannot be used, or none is.' }, details), // prettier-ignore
  },
  {
    when: /^(?:EXCEEDED_TIME_LIMIT: ?)?(.*(?:Query timeout|exceeded (?:the )?maximum (?:execution |run )?time|EXCEEDED_TIME_LIMIT).*)/is,
    say: ([detail], details) => diagnose('athena-timeout', { detail: sentence(detail) }, details),
  },
  {
    when: /(Query exhausted resources.*)|^EXCEEDED_\w*(?:MEMORY|LOCAL|GLOBAL)\w*: ?(.*)/is,
    repeat: 'service',
    say: ([a, b], details) => diagnose('athena-resources', { detail: sentence(a || b) }, details),
  },
  {
    when: /((?:Insufficient (?:Lake Formation )?permission|Insufficient permissions|AccessDenied|Access Denied|Access denied|is not authorized to perform|User: \S+ is not authorized|Permission denied|PERMISSION_DENIED|KMS\.\w+|not authorized to (?:use|perform)|Status Code: 403|Forbidden).*)/s,
    say: ([, whole], details) =>
      diagnose('aws-access-denied', { what: 'Something that the query does', detail: sentence(withoutCode(whole)) }, details), // prettier-ignore
  },
  {
    when: new RegExp(`^COLUMN_NOT_FOUND: ?.*?Column ${NAME} (?:cannot be resolved|does not exist)`, 's'),
    say: ([name = ''], details) => diagnose('engine-column-missing', { name, candidates: [] }, details),
  },
  {
    when: new RegExp(`^SYNTAX_ERROR: ?Column ${NAME} cannot be resolved`, 's'),
    say: ([name = ''], details) => diagnose('engine-column-missing', { name, candidates: [] }, details),
  },
  {
    when: new RegExp(`^(?:AMBIGUOUS_NAME|SYNTAX_ERROR): ?Column ${NAME} is ambiguous`, 's'),
    say: ([name = ''], details) =>
      diagnose('engine-column-ambiguous', { name, choices: "put the table's alias before it" }, details),
  },
  {
    when: new RegExp(`(?:^|: ?)(?:Table|View) ${NAME} does not exist|EntityNotFoundException: Table (\\S+) not found|Table not found:? (\\S+)`, 's'), // prettier-ignore
    say: ([a, b, c], details) => diagnose('engine-relation-missing', { name: relationName(a || b || c) }, details),
  },
  {
    when: new RegExp(`(?:^|: ?)(?:Schema|Database) ${NAME} (?:does not exist|not found)|EntityNotFoundException: Database (\\S+) not found|Database does not exist: (\\S+)`, 's'), // prettier-ignore
    say: ([a, b, c], details) => diagnose('engine-schema-missing', { name: relationName(a || b || c) }, details),
  },
  {
    when: new RegExp(`(?:^|: ?)(Table|View|Schema|Database)(?: with name)? ${NAME} already exists|(?:^|: )AlreadyExistsException`, 's'), // prettier-ignore
    say: ([kind, name], details) =>
      diagnose('engine-already-exists', { kind: (kind || 'relation').toLowerCase(), name: relationName(name) }, details), // prettier-ignore
  },
  {
    when: new RegExp(`(?:^|: ?)Function ${NAME} not registered`, 's'),
    say: ([name = ''], details) => diagnose('engine-function-missing', { name }, details),
  },
  {
    when: /Unexpected parameters \((.*?)\) for function (\S+?)\./s,
    say: ([types = '', name = ''], details) =>
      diagnose('engine-function-arguments', { call: `${name}(${types})` }, details),
  },
  {
    when: /^(?:VIEW_IS_STALE|INVALID_VIEW): ?(.*)/s,
    say: ([detail], details) => diagnose('athena-view-stale', { detail: sentence(detail) }, details),
  },
  {
    when: /^(?:HIVE_CANNOT_OPEN_SPLIT|HIVE_FILESYSTEM_ERROR|HIVE_FILE_NOT_FOUND|HIVE_MISSING_DATA|ICEBERG_CANNOT_OPEN_SPLIT|ICEBERG_FILESYSTEM_ERROR|ICEBERG_MISSING_METADATA|ICEBERG_INVALID_METADATA): ?(.*)/s,
    repeat: 'service',
    say: ([detail], details) => diagnose('engine-file-unreadable', { detail: sentence(detail) }, details),
  },
  {
    when: /^(?:HIVE_(?:BAD_DATA|CURSOR_ERROR|PARTITION_SCHEMA_MISMATCH|INVALID_PARTITION_VALUE|INVALID_METADATA|UNKNOWN_ERROR|SERDE_NOT_FOUND|UNSUPPORTED_FORMAT)|ICEBERG_BAD_DATA): ?(.*)/s,
    say: ([detail], details) => diagnose('athena-schema-mismatch', { detail: sentence(detail) }, details),
  },
  {
    when: /^CONSTRAINT_VIOLATION: ?(.*)/s,
    say: ([detail], details) => diagnose('engine-constraint', { detail: sentence(detail) }, details),
  },
  {
    when: /^(?:INVALID_CAST_ARGUMENT|DIVISION_BY_ZERO|NUMERIC_VALUE_OUT_OF_RANGE|INVALID_FUNCTION_ARGUMENT|INVALID_LITERAL|SUBQUERY_MULTIPLE_ROWS|MERGE_TARGET_ROW_MULTIPLE_MATCHES|GENERIC_USER_ERROR): ?(.*)/s,
    say: ([detail], details) => diagnose('engine-value-invalid', { detail: sentence(detail) }, details),
  },
  {
    when: /^(?:SYNTAX_ERROR: ?)?((?:mismatched input|extraneous input|missing |no viable alternative|FAILED: ParseException|token recognition error|Queries of this type are not supported|Only one sql statement is allowed).*)/s,
    say: ([detail = ''], details) =>
      detail.startsWith('Only one sql statement')
        ? diagnose('engine-several-statements', {}, details)
        : diagnose('engine-syntax', { detail: sentence(detail.replace(/^FAILED: ParseException /, '')) }, details),
  },
  {
    when: /^(?:SYNTAX_ERROR|TYPE_MISMATCH|MISMATCHED_COLUMN_ALIASES|EXPRESSION_NOT_\w+|NESTED_\w+|NOT_SUPPORTED|NOT_FOUND|MISSING_\w+|INVALID_\w+|DUPLICATE_\w+|ICEBERG_\w+|FUNCTION_\w+|UNSUPPORTED_\w+|TOO_MANY_\w+|STACK_OVERFLOW|QUERY_TEXT_TOO_LARGE|COLUMN_\w+|TABLE_\w+|SCHEMA_\w+|CATALOG_\w+): ?(.*)/s,
    say: ([detail], details) => diagnose('engine-statement-refused', { detail: sentence(detail) }, details),
  },
  {
    when: /^(?:GENERIC_INTERNAL_ERROR|INTERNAL_ERROR_QUERY_ENGINE|ATHENA_INTERNAL_ERROR|NO_NODES_AVAILABLE|REMOTE_\w+|PAGE_TRANSPORT_\w+|SERVER_\w+|WORKER_\w+|TOO_MANY_REQUESTS_FAILED)(?::|$) ?(.*)/s,
    repeat: 'service',
    say: ([detail], details) => diagnose('engine-statement-failed', { detail: sentence(detail) }, details),
  },
];

/** What a failed or cancelled query says to a user, and whether the same text may succeed when it is sent again. */
export function classifyFailure(execution: QueryExecution, statement: FailedStatement): Failure {
  const error = execution.Status?.AthenaError;
  const reason = cleaned(execution.Status?.StateChangeReason ?? error?.ErrorMessage ?? '');
  if (execution.Status?.State === 'CANCELLED' && !/limit was exceeded|cutoff/i.test(reason)) {
    return { diagnostic: diagnose('engine-cancelled', {}) };
  }
  const { text, at } = placed(reason, statement);
  for (const rule of RULES) {
    const found = rule.when.exec(text);
    if (!found) continue;
    const parts = [...found.slice(1).map((part: string | undefined) => part ?? ''), text];
    const repeat = rule.repeat === 'service' && !isServiceFault(error) ? undefined : rule.repeat;
    return { diagnostic: rule.say(parts, { at }, statement), ...(repeat && { repeat }) };
  }
  const id = execution.QueryExecutionId;
  const detail = `${sentence(text)}${id === undefined ? '' : ` (Query ${id})`}`;
  return {
    diagnostic: diagnose('engine-statement-failed', { detail }, { at }),
    ...(isServiceFault(error) && { repeat: 'service' as const }),
  };
}

/** Categories of Athena's error catalog: 1 is the system's, 2 the user's, 3 something else's. */
const USER = 2;

function isServiceFault(
  error: { ErrorCategory?: number | undefined; Retryable?: boolean | undefined } | undefined,
): boolean {
  return error?.Retryable === true && error.ErrorCategory !== USER;
}

const ADVICE =
  /\s*(?:You may need to manually clean the data at location|This query ran against the|Please post the error message on our forum|If a data manifest file was generated|, Query Id: )[\s\S]*$/;

function cleaned(reason: string): string {
  return redacted(reason).replace(ADVICE, '').trim();
}

// `SYNTAX_ERROR: line 3:8: Column …`; Hive's parser says `line 1:8` in the middle and counts columns from 0.
function placed(reason: string, statement: FailedStatement): { text: string; at: Place | undefined } {
  const trino = /^(?:([A-Z][A-Z0-9_]+): ?)?line (\d+):(\d+): ?/.exec(reason);
  if (trino) {
    const [whole, code, line, column] = trino;
    const text = `${code === undefined ? '' : `${code}: `}${reason.slice(whole.length)}`;
    return { text, at: placeOf(statement, Number(line), Number(column)) };
  }
  const hive = /ParseException line (\d+):(\d+) /.exec(reason);
  if (!hive) return { text: reason, at: undefined };
  return {
    text: reason.replace(`line ${hive[1]}:${hive[2]} `, ''),
    at: placeOf(statement, Number(hive[1]), Number(hive[2]) + 1),
  };
}

function placeOf({ sql, label, commentLines }: FailedStatement, line: number, column: number): Place | undefined {
  const own = line - commentLines;
  if (own < 1) return undefined;
  const start = offsetOf(sql, own, column);
  const word = /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+)/u.exec(sql.slice(start))?.[0] ?? ' ';
  return placeIn({ file: label ?? 'statement.sql', text: sql }, start, start + word.length);
}

function withoutCode(text: string | undefined): string {
  return (text ?? '').replace(/^[A-Z][A-Z0-9_]+: ?/, '');
}

// Athena puts its catalog before names, which people leave out.
function relationName(name: string | undefined): string {
  return (name ?? '').replace(/^awsdatacatalog\./i, '').replace(/[.,;]+$/, '');
}

function sentence(text: string | undefined): string {
  const line =
    (text ?? '')
      .split('\n')[0]
      ?.trim()
      .replace(/[.!]*$/, '') ?? '';
  return line === '' ? 'Athena gives no reason.' : `${line[0]?.toUpperCase()}${line.slice(1)}.`;
}
