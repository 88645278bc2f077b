import { QueryFailure } from './refusals.js';
import { TrinoError } from './trino.js';

/** Error types of "Athena error catalog", by Trino's error names. @type {Readonly<Record<string, number>>} */
const TYPES = {
  SYNTAX_ERROR: 1006,
  NOT_SUPPORTED: 1200,
  TABLE_NOT_FOUND: 1110,
  COLUMN_NOT_FOUND: 1004,
  SCHEMA_NOT_FOUND: 1301,
  FUNCTION_NOT_FOUND: 1303,
  INVALID_FUNCTION_ARGUMENT: 1106,
  INVALID_CAST_ARGUMENT: 1007,
  INVALID_TABLE_PROPERTY: 1103,
  INVALID_VIEW: 1107,
  MERGE_TARGET_ROW_MULTIPLE_MATCHES: 1001,
};

/**
 * A failure as Athena reports it.
 * @param {unknown} error
 * @param {{ plan: import('./sql/translate.js').Plan, id: string, outputLocation: string | undefined }} query
 * @returns {QueryFailure}
 */
export function toFailure(error, { plan, id, outputLocation }) {
  if (error instanceof QueryFailure) return error;
  if (!(error instanceof TrinoError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new QueryFailure(`GENERIC_INTERNAL_ERROR: ${message}`, { category: 1, type: 200 });
  }
  const { errorName, errorType } = error;
  const after = leftovers(plan, id, outputLocation);
  const said = `${errorName}: ${reworded(error, plan)}`;
  const message = after === '' ? said : `${said.replace(/[.\s]*$/, '.')}${after}`;
  const category = errorType === 'USER_ERROR' ? 2 : 1;
  const type = errorName.startsWith('ICEBERG_')
    ? 233
    : (TYPES[errorName] ?? (errorType === 'INSUFFICIENT_RESOURCES' ? 2 : category === 2 ? 1000 : 200));
  return new QueryFailure(message, { category, type });
}

/** @param {TrinoError} error @param {import('./sql/translate.js').Plan} plan */
function reworded({ errorName, message }, { writes }) {
  if (errorName === 'COLUMN_NOT_FOUND')
    return `${message} or requester is not authorized to access requested resources`;
  if (errorName === 'ICEBERG_TOO_MANY_OPEN_PARTITIONS') return 'Exceeded limit of 100 open writers for partitions.';
  if (errorName === 'ICEBERG_COMMIT_ERROR') return commitMessage(writes);
  if (errorName === 'ICEBERG_FILESYSTEM_ERROR')
    return message.replace(/, set 'iceberg\.unique-table-location=true'.*$/, '.');
  return message;
}

/** @param {import('./sql/reader.js').Relation | undefined} writes */
function commitMessage(writes) {
  return `Failed to commit Iceberg update to table: ${writes ? `${writes.schema}.${writes.table}` : 'unknown'}`;
}

/** What Athena says of the files that a failed write may have left. @param {import('./sql/translate.js').Plan} plan @param {string} id @param {string | undefined} outputLocation */
function leftovers({ writes, substatementType }, id, outputLocation) {
  if (!writes || outputLocation === undefined) return '';
  const folder = `${outputLocation}tables/${id}`;
  return substatementType === 'CREATE_TABLE_AS_SELECT'
    ? ` You may need to manually clean the data at location '${folder}' before retrying. Athena will not delete data in your account.`
    : ` If a data manifest file was generated at '${folder}-manifest.csv', you may need to manually clean the data from locations specified in the manifest. Athena will not delete data in your account.`;
}

/** @param {import('./sql/reader.js').Relation | undefined} writes */
export function commitFailure(writes) {
  return new QueryFailure(`ICEBERG_COMMIT_ERROR: ${commitMessage(writes)}`, { category: 2, type: 233 });
}

export function internalFailure() {
  return new QueryFailure(
    'GENERIC_INTERNAL_ERROR: Query exhausted resources or was interrupted; it may be submitted again',
    { category: 1, type: 200, retryable: true },
  );
}
