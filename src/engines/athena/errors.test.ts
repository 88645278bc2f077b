import { expect, test } from 'vitest';
import { classifyFailure } from './errors.ts';

const SQL = 'SELECT\n  foo\nFROM a.b';
const STATEMENT = { sql: SQL, label: 'model.shop.orders', commentLines: 1, workGroup: 'etl' };

function failed(StateChangeReason: string, AthenaError?: { Retryable?: boolean; ErrorCategory?: number }) {
  const Status = { State: 'FAILED' as const, StateChangeReason, ...(AthenaError && { AthenaError }) };
  return classifyFailure({ QueryExecutionId: 'q1', Status }, STATEMENT);
}

test.each([
  ["COLUMN_NOT_FOUND: line 3:3: Column 'foo' cannot be resolved", 'engine-column-missing'],
  ["SYNTAX_ERROR: line 3:3: Column 'foo' cannot be resolved", 'engine-column-missing'],
  ["COLUMN_NOT_FOUND: line 3:3: Column 'foo' cannot be resolved or requester is not authorized to access requested resources", 'engine-column-missing'], // prettier-ignore
  ["AMBIGUOUS_NAME: line 3:3: Column 'foo' is ambiguous", 'engine-column-ambiguous'],
  ["TABLE_NOT_FOUND: line 4:6: Table 'awsdatacatalog.a.b' does not exist", 'engine-relation-missing'],
  ['FAILED: SemanticException [Error 10001]: Table not found: a.b', 'engine-relation-missing'],
  ["SCHEMA_NOT_FOUND: line 4:6: Schema 'a' does not exist", 'engine-schema-missing'],
  ['FAILED: SemanticException [Error 10072]: Database does not exist: a', 'engine-schema-missing'],
  ["TABLE_ALREADY_EXISTS: line 1:1: Table 'awsdatacatalog.a.b' already exists", 'engine-already-exists'],
  ["FUNCTION_NOT_FOUND: line 2:3: Function 'foo' not registered", 'engine-function-missing'],
  ['FUNCTION_NOT_FOUND: line 2:3: Unexpected parameters (varchar) for function abs. Expected: abs(double)', 'engine-function-arguments'], // prettier-ignore
  ["line 2:3: mismatched input 'frm'. Expecting: ','", 'engine-syntax'],
  ["FAILED: ParseException line 1:6 mismatched input 'tabel' expecting TABLE", 'engine-syntax'],
  ['Only one sql statement is allowed. Got: a; b', 'engine-several-statements'],
  ["TYPE_MISMATCH: line 2:3: '=' cannot be applied to bigint, varchar", 'engine-statement-refused'],
  ['NOT_SUPPORTED: line 2:3: Casting a Timestamp with Time Zone is not supported', 'engine-statement-refused'],
  ['ICEBERG_COMMIT_ERROR: Failed to commit Iceberg update to table: a.b', 'engine-conflict'],
  ['ICEBERG_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions', 'athena-too-many-partitions'],
  ['Bytes scanned limit was exceeded', 'athena-scan-cutoff'],
  ['No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.', 'athena-result-location'], // prettier-ignore
  ['Unable to verify/create output bucket lake-results', 'athena-result-location'],
  ['Query timeout', 'athena-timeout'],
  ['Query exhausted resources at this scale factor', 'athena-resources'],
  ['EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 7.53GB', 'athena-resources'],
  ['Insufficient permissions to execute the query. Insufficient Lake Formation permission(s): Required Select on b', 'aws-access-denied'], // prettier-ignore
  ['HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://x/y: (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: x)', 'aws-access-denied'], // prettier-ignore
  ['com.amazonaws.services.kms: User: arn:aws:sts::1:role/x is not authorized to perform: kms:Decrypt', 'aws-access-denied'], // prettier-ignore
  ['HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://x/y: no such key', 'engine-file-unreadable'],
  ['HIVE_BAD_DATA: Error parsing field value for field 1: for input string: "x"', 'athena-schema-mismatch'],
  ['HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas.', 'athena-schema-mismatch'], // prettier-ignore
  ["VIEW_IS_STALE: line 4:6: View 'awsdatacatalog.a.b' is stale or in invalid state", 'athena-view-stale'],
  ["INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT", 'engine-value-invalid'],
  ['DIVISION_BY_ZERO: Division by zero', 'engine-value-invalid'],
  ['MERGE_TARGET_ROW_MULTIPLE_MATCHES: One MERGE target table row matched more than one source row', 'engine-value-invalid'], // prettier-ignore
  ['CONSTRAINT_VIOLATION: NULL value not allowed for NOT NULL column: id', 'engine-constraint'],
  ['GENERIC_INTERNAL_ERROR: Index 0 out of bounds', 'engine-statement-failed'],
  ['Something new', 'engine-statement-failed'],
  ['', 'engine-statement-failed'],
])('%s', (reason, code) => {
  expect(failed(reason).diagnostic.code).toBe(code);
});

test("places are those of the author's text, without the comment's line", () => {
  const { place } = failed("COLUMN_NOT_FOUND: line 3:3: Column 'foo' cannot be resolved").diagnostic;
  expect(place).toMatchObject({ file: 'model.shop.orders', line: 2, column: 3, endColumn: 6 });
  expect(place?.frame.join('\n')).toContain('foo');
  const hive = failed("FAILED: ParseException line 2:0 mismatched input 'x'").diagnostic;
  expect(hive.place).toMatchObject({ line: 1, column: 1 });
  expect(hive.message).not.toContain('line 2');
  // What is said to be in the comment is nowhere in the author's text.
  expect(failed("line 1:1: mismatched input 'x'").diagnostic.place).toBeUndefined();
});

test('names are those that authors write', () => {
  const { message } = failed("TABLE_NOT_FOUND: line 4:6: Table 'awsdatacatalog.a.b' does not exist").diagnostic;
  expect(message).toBe('Table or view "a.b" does not exist.');
});

test("Athena's advice for its own console is left out, the query's id is said where nothing else is known", () => {
  const reason = 'Something new. This query ran against the "a" database, unless qualified by the query. Please post the error message on our forum or contact customer support with Query Id: q1'; // prettier-ignore
  expect(failed(reason).diagnostic.message).toBe('The statement failed: Something new. (Query q1)');
});

test('no key reaches a message', () => {
  const { message } = failed('Access Denied for AKIAIOSFODNN7EXAMPLE at https://x/?X-Amz-Signature=abc&X-Amz-Security-Token=def').diagnostic; // prettier-ignore
  expect(message).not.toMatch(/AKIA|abc|def/);
});

test('what is sent again: conflicts, and faults that Athena calls its own', () => {
  const own = { Retryable: true, ErrorCategory: 1 };
  expect(failed('ICEBERG_COMMIT_ERROR: x').repeat).toBe('commit');
  expect(failed('GENERIC_INTERNAL_ERROR: x', own).repeat).toBe('service');
  expect(failed('Something new', own).repeat).toBe('service');
  expect(failed('GENERIC_INTERNAL_ERROR: x').repeat).toBeUndefined();
  expect(failed('Something new', { Retryable: true, ErrorCategory: 2 }).repeat).toBeUndefined();
  expect(failed("TYPE_MISMATCH: line 2:3: '='", own).repeat).toBeUndefined();
  expect(failed('ICEBERG_COMMIT_ERROR: Cannot determine whether the commit was successful or not', own)).toMatchObject({ diagnostic: { code: 'athena-commit-unknown' } }); // prettier-ignore
});
