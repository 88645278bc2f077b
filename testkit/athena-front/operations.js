import { Cut, throwAtOnce } from './faults.js';
import { isOver, startExecution } from './executions.js';
import { ApiError, invalidRequest, notInThisFront, QueryFailure } from './refusals.js';
import { translate } from './sql/translate.js';
import { runOnTrino, TrinoError } from './trino.js';
import { athenaText, columnInfo } from './values.js';
import { describeWorkGroup, ENGINE, resolveWorkGroup } from './work-groups.js';

/** @typedef {import('./executions.js').Execution} Execution */
/**
 * What the operations share.
 * @typedef {object} Service
 * @property {string} trino
 * @property {import('./lake.js').Lake} lake
 * @property {readonly string[]} catalogs Trino's catalogs that Athena has not.
 * @property {Readonly<Record<string, import('./work-groups.js').WorkGroup>>} workGroups
 * @property {ReturnType<typeof import('./faults.js').createFaults>} faults
 * @property {Map<string, Execution>} executions
 * @property {Map<string, { key: string, id: string }>} tokens
 * @property {Map<string, Record<string, string>>} properties
 * @property {number | undefined} activeQueryLimit
 */
/** @typedef {any} Input The request's body; each operation checks what it reads. */

/** Athena's operations, by name. @type {Readonly<Record<string, (service: Service, input: Input) => unknown>>} */
export const OPERATIONS = {
  StartQueryExecution: start,
  GetQueryExecution: (service, { QueryExecutionId }) => ({
    QueryExecution: describe(polled(service, QueryExecutionId)),
  }),
  BatchGetQueryExecution: batchGet,
  GetQueryResults: results,
  StopQueryExecution: (service, { QueryExecutionId }) => {
    // As on Athena, the query ends later: it may still commit.
    void found(service, QueryExecutionId).stop('Query cancelled by user');
    return {};
  },
  ListQueryExecutions: (service, { WorkGroup = 'primary' }) => ({
    QueryExecutionIds: [...service.executions.values()].filter(({ workGroup }) => workGroup === WorkGroup).map(({ id }) => id).reverse(), // prettier-ignore
  }),
  GetWorkGroup: (service, { WorkGroup: name }) => {
    const group = service.workGroups[name];
    if (!group) throw invalidRequest('WorkGroup is not found.', 'WORKGROUP_NOT_FOUND');
    return { WorkGroup: describeWorkGroup(name, group) };
  },
  ListWorkGroups: (service) => ({
    WorkGroups: Object.entries(service.workGroups).map(([Name, { disabled }]) => ({
      Name,
      State: disabled ? 'DISABLED' : 'ENABLED',
      EngineVersion: ENGINE,
    })),
  }),
  ListDataCatalogs: () => ({ DataCatalogsSummary: [{ CatalogName: 'AwsDataCatalog', Type: 'GLUE' }] }),
  GetDataCatalog: (_, { Name }) => {
    if (String(Name).toLowerCase() !== 'awsdatacatalog') throw invalidRequest(`Data catalog ${Name} was not found`);
    return { DataCatalog: { Name: 'AwsDataCatalog', Type: 'GLUE', Parameters: { 'catalog-id': '123456789012' } } };
  },
};

/** @param {Service} service @param {Input} input */
async function start(service, input) {
  const sql = String(input.QueryString ?? '');
  const fault = service.faults.strike('start', sql);
  throwAtOnce(fault);
  const token = checkToken(input.ClientRequestToken);
  const key = JSON.stringify([sql, input.WorkGroup, input.QueryExecutionContext, input.ResultConfiguration]);
  const known = token === undefined ? undefined : service.tokens.get(token);
  if (known) {
    if (known.key !== key) throw invalidRequest('Idempotent parameters do not match');
    return { QueryExecutionId: known.id };
  }
  if (input.ExecutionParameters !== undefined) throw notInThisFront('ExecutionParameters');
  const { name: workGroup, group, location } = resolveWorkGroup(service.workGroups, input);
  if (location !== undefined && !(await service.lake.hasBucket(location))) {
    throw invalidRequest(`Unable to verify/create output bucket ${location.split('/')[2]}`);
  }
  const database = contextDatabase(input.QueryExecutionContext);
  const active = [...service.executions.values()].filter(({ state }) => !isOver(state)).length;
  if (service.activeQueryLimit !== undefined && active >= service.activeQueryLimit)
    throwAtOnce({ when: 'start', kind: 'too-many' });
  const { plan, failAtOnce } = await accept(service, sql, database);
  const execution = startExecution(
    {
      sql,
      plan,
      database,
      workGroup,
      ...(token !== undefined && { token }),
      ...(location !== undefined && { outputLocation: location }),
      ...(group.bytesScannedCutoff !== undefined && { cutoff: group.bytesScannedCutoff }),
    },
    { ...service, fault: service.faults.strike('run', sql), failAtOnce },
  );
  service.executions.set(execution.id, execution);
  if (token !== undefined) service.tokens.set(token, { key, id: execution.id });
  // The query runs, and its client never learns so.
  if (fault?.kind === 'commit-then-error') throw new Cut();
  return { QueryExecutionId: execution.id };
}

/** @param {unknown} token */
function checkToken(token) {
  if (token === undefined) return undefined;
  const text = String(token);
  if (text.length < 32 || text.length > 128) {
    throw invalidRequest(`1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: Member must have length ${text.length < 32 ? 'greater than or equal to 32' : 'less than or equal to 128'}`); // prettier-ignore
  }
  return text;
}

/** @param {{ Catalog?: string, Database?: string } | undefined} context */
function contextDatabase({ Catalog = 'awsdatacatalog', Database = 'default' } = {}) {
  if (Catalog.toLowerCase() !== 'awsdatacatalog') throw invalidRequest(`Data catalog ${Catalog} was not found`);
  return Database.toLowerCase();
}

/**
 * Reads the text as Athena does before it takes a query: what its parsers refuse never becomes one.
 * @param {Service} service
 * @param {string} sql
 * @param {string} database
 * @returns {Promise<{ plan: import('./sql/translate.js').Plan, failAtOnce?: QueryFailure }>}
 */
async function accept({ trino, catalogs }, sql, database) {
  try {
    const plan = translate(sql, { database, catalogs });
    if (plan.trinoSyntax) await checkSyntax(trino, sql);
    return { plan };
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    const refused = {
      statementType: /** @type {const} */ ('DDL'),
      substatementType: 'UNKNOWN',
      header: false,
      trinoSyntax: false,
      steps: [],
    };
    return { plan: refused, failAtOnce: error };
  }
}

/** PREPARE parses a statement and does no more. @param {string} trino @param {string} sql */
async function checkSyntax(trino, sql) {
  try {
    await runOnTrino(
      trino,
      `PREPARE athena_front FROM\n${sql.replace(/;(?=(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*$)/, ' ')}`,
    );
  } catch (error) {
    if (!(error instanceof TrinoError) || error.errorName !== 'SYNTAX_ERROR') throw error;
    const message = error.message.replace(/^line (\d+):/, (_, line) => `line ${Number(line) - 1}:`);
    throw invalidRequest(message, 'MALFORMED_QUERY');
  }
}

/** @param {Service} service @param {Input} input */
function batchGet(service, { QueryExecutionIds }) {
  const ids = Array.isArray(QueryExecutionIds) ? QueryExecutionIds.map(String) : [];
  if (ids.length === 0 || ids.length > 50) {
    throw invalidRequest(`1 validation error detected: Value at 'queryExecutionIds' failed to satisfy constraint: Member must have length ${ids.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 50'}`); // prettier-ignore
  }
  const known = ids.filter((id) => service.executions.has(id));
  return {
    QueryExecutions: known.map((id) => describe(polled(service, id))),
    UnprocessedQueryExecutionIds: ids
      .filter((id) => !known.includes(id))
      .map((id) => ({
        QueryExecutionId: id,
        ErrorCode: 'INVALID_INPUT',
        ErrorMessage: `QueryExecution ${id} was not found`,
      })),
  };
}

/** @param {Service} service @param {unknown} id */
function found(service, id) {
  const execution = service.executions.get(String(id));
  if (!execution) throw invalidRequest(`QueryExecution ${id} was not found`);
  return execution;
}

/** @param {Service} service @param {unknown} id */
function polled(service, id) {
  const execution = found(service, id);
  throwAtOnce(service.faults.strike('poll', execution.sql));
  return execution;
}

/** @param {Execution} execution */
function describe(execution) {
  const { id, sql, plan, state, reason, error, outputLocation, submitted, completed, workGroup, database, bytes } =
    execution;
  const elapsed = (completed ?? Date.now()) - submitted;
  const suffix = plan.header
    ? `${id}.csv`
    : plan.substatementType === 'CREATE_TABLE_AS_SELECT'
      ? `tables/${id}`
      : `${id}.txt`;
  return {
    QueryExecutionId: id,
    Query: sql,
    StatementType: plan.statementType,
    SubstatementType: plan.substatementType,
    ResultConfiguration: outputLocation === undefined ? {} : { OutputLocation: `${outputLocation}${suffix}` },
    ...(outputLocation === undefined && { ManagedQueryResultsConfiguration: { Enabled: true } }),
    QueryExecutionContext: { Database: database, Catalog: 'awsdatacatalog' },
    Status: {
      State: state,
      SubmissionDateTime: submitted / 1000,
      ...(reason !== undefined && { StateChangeReason: reason }),
      ...(completed !== undefined && { CompletionDateTime: completed / 1000 }),
      ...(error && { AthenaError: error }),
    },
    Statistics: {
      DataScannedInBytes: bytes,
      EngineExecutionTimeInMillis: elapsed,
      TotalExecutionTimeInMillis: elapsed,
      QueryQueueTimeInMillis: 0,
      ServiceProcessingTimeInMillis: 0,
      ResultReuseInformation: { ReusedPreviousResult: false },
    },
    WorkGroup: workGroup,
    EngineVersion: ENGINE,
  };
}

const PAGE = 1000;

/** @param {Service} service @param {Input} input */
function results(service, { QueryExecutionId, NextToken, MaxResults = PAGE }) {
  const execution = found(service, QueryExecutionId);
  throwAtOnce(service.faults.strike('results', execution.sql));
  if (!isOver(execution.state))
    throw invalidRequest(
      `Query has not yet finished. Current state: ${execution.state}`,
      'INVALID_QUERY_EXECUTION_STATE',
    );
  if (execution.state !== 'SUCCEEDED')
    throw invalidRequest(
      `Query did not finish successfully. Final query state: ${execution.state}`,
      'INVALID_QUERY_EXECUTION_STATE',
    );
  if (!(MaxResults >= 1 && MaxResults <= PAGE))
    throw invalidRequest(`MaxResults is more than maximum allowed length ${PAGE}.`);
  const from = NextToken === undefined ? 0 : offsetOf(NextToken, execution.id);
  const rows = resultRows(execution);
  const { columns = [], lines, updateCount } = execution.outcome ?? {};
  const column = { ...TEXT_COLUMN, Name: 'result', Label: 'result' };
  return {
    ...(updateCount !== undefined && { UpdateCount: updateCount }),
    ResultSet: {
      Rows: rows
        .slice(from, from + MaxResults)
        .map((cells) => ({ Data: cells.map((text) => (text === undefined ? {} : { VarCharValue: text })) })),
      ResultSetMetadata: { ColumnInfo: lines ? [column] : columns.map(columnInfo) },
    },
    ...(from + MaxResults < rows.length && { NextToken: tokenOf(from + MaxResults, execution.id) }),
  };
}

const TEXT_COLUMN = {
  CatalogName: 'hive',
  SchemaName: '',
  TableName: '',
  Type: 'string',
  Precision: 0,
  Scale: 0,
  Nullable: 'UNKNOWN',
  CaseSensitive: false,
};

/** Texts of all rows; a SELECT's begin with its columns' names, a write's are none. @param {Execution} execution @returns {(string | undefined)[][]} */
function resultRows({ plan, outcome = {} }) {
  if (outcome.lines) return outcome.lines.map((line) => [line]);
  if (!plan.header) return [];
  const { columns = [], rows = [] } = outcome;
  return [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ typeSignature }, index) => athenaText(row[index], typeSignature))),
  ];
}

/** @param {number} offset @param {string} id */
function tokenOf(offset, id) {
  return Buffer.from(`${id}:${offset}`).toString('base64url');
}

/** @param {unknown} token @param {string} id */
function offsetOf(token, id) {
  const [owner, offset] = Buffer.from(String(token), 'base64url').toString().split(':');
  if (owner !== id || !/^\d+$/.test(offset ?? ''))
    throw new ApiError('InvalidRequestException', 'Invalid pagination token');
  return Number(offset);
}
