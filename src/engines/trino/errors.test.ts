import { expect, test } from 'vitest';
import { classifyTrinoError } from './errors.ts';

// What a server under test does not say at will; the rest is asked of a real one (testkit/engines/trino-connection.engines.ts).
test.each([
  ['PERMISSION_DENIED', 'USER_ERROR', 'Access Denied: Cannot select from table a.b.c', 'engine-permission', 'The user may not do this: Cannot select from table a.b.c.', false],
  ['CATALOG_NOT_FOUND', 'USER_ERROR', "line 1:15: Catalog 'nocat' not found", 'engine-catalog-missing', 'There is no catalog "nocat".', false],
  ['HIVE_FILESYSTEM_ERROR', 'EXTERNAL', 'Error: (Service: S3, Status Code: 403) Access Denied', 'engine-permission', undefined, false],
  ['ICEBERG_BAD_DATA', 'EXTERNAL', 'Malformed Parquet file', 'engine-file-unreadable', undefined, false],
  ['HIVE_PARTITION_SCHEMA_MISMATCH', 'EXTERNAL', 'types differ', 'engine-file-unreadable', undefined, false],
  ['ICEBERG_COMMIT_ERROR', 'EXTERNAL', 'Failed to commit the transaction during write: table changed', 'engine-conflict', undefined, true],
  ['ICEBERG_COMMIT_ERROR', 'EXTERNAL', 'Cannot determine whether the commit was successful or not', 'engine-conflict', undefined, false],
  ['TRANSACTION_CONFLICT', 'EXTERNAL', 'x', 'engine-conflict', undefined, true],
  ['EXCEEDED_LOCAL_MEMORY_LIMIT', 'INSUFFICIENT_RESOURCES', 'Query exceeded per-node memory limit of 1GB', 'engine-memory', 'The engine ran out of memory: Query exceeded per-node memory limit of 1GB.', false],
  ['CLUSTER_OUT_OF_MEMORY', 'INSUFFICIENT_RESOURCES', 'killed', 'engine-memory', undefined, true],
  ['EXCEEDED_TIME_LIMIT', 'INSUFFICIENT_RESOURCES', 'Query exceeded the maximum run time limit of 17.00m', 'engine-limit', undefined, false],
  ['QUERY_TEXT_TOO_LARGE', 'USER_ERROR', 'Query text length (1000001) exceeds the maximum length (1000000)', 'engine-limit', undefined, false],
  ['QUERY_QUEUE_FULL', 'INSUFFICIENT_RESOURCES', 'Too many queued queries for "global"', 'engine-limit', undefined, true],
  ['NO_NODES_AVAILABLE', 'INSUFFICIENT_RESOURCES', 'No nodes available to run query', 'engine-limit', undefined, true],
  ['SERVER_SHUTTING_DOWN', 'INSUFFICIENT_RESOURCES', 'Server is shutting down', 'engine-limit', undefined, true],
  ['REMOTE_HOST_GONE', 'INTERNAL_ERROR', 'Lost a node', 'engine-statement-failed', 'The statement failed: Lost a node. (REMOTE_HOST_GONE)', true],
  ['ADMINISTRATIVELY_KILLED', 'USER_ERROR', 'Query killed. Message: too big', 'engine-cancelled', undefined, false],
  ['MERGE_TARGET_ROW_MULTIPLE_MATCHES', 'USER_ERROR', 'One MERGE target table row matched more than one source row', 'engine-statement-refused', undefined, false],
  ['GENERIC_INTERNAL_ERROR', 'INTERNAL_ERROR', 'Database nos not found. (Service: Glue)', 'engine-schema-missing', 'Schema "nos" does not exist.', false],
  ['GENERIC_INTERNAL_ERROR', 'INTERNAL_ERROR', 'null', 'engine-statement-failed', undefined, false],
  ['constructor', 'INTERNAL_ERROR', '', 'engine-statement-failed', 'The statement failed: The engine gives no reason. (constructor)', false],
])('%s (%s): %s', (errorName, errorType, text, code, message, retryable) => {
  const found = classifyTrinoError({ errorName, errorType, message: text }, { sql: 'SELECT 1', commentLines: 0 });
  expect(found).toMatchObject({ retryable, diagnostic: { code, ...(message !== undefined && { message }) } });
  expect(found.diagnostic.place).toBeUndefined();
}); // prettier-ignore

test('a place beyond the text, as within a view, is none', () => {
  const error = { errorName: 'X', errorType: 'USER_ERROR', message: 'x', errorLocation: { lineNumber: 9, columnNumber: 9 } };
  expect(classifyTrinoError(error, { sql: 'SELECT 1', commentLines: 0 }).diagnostic.place).toBeUndefined();
}); // prettier-ignore
