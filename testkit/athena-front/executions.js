import { randomUUID } from 'node:crypto';
import { commitFailure, internalFailure, toFailure } from './failures.js';
import { runStep } from './steps/run-step.js';
import { cancelOnTrino, runOnTrino, TrinoError } from './trino.js';
import { csvText } from './values.js';

/** @typedef {'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'} State */
/**
 * One query: what it is, how it stands, what it gave.
 * @typedef {object} Execution
 * @property {string} id
 * @property {string} sql
 * @property {string} [token]
 * @property {import('./sql/translate.js').Plan} plan
 * @property {string} database
 * @property {string} workGroup
 * @property {string} [outputLocation]
 * @property {number} [cutoff] Bytes.
 * @property {State} state
 * @property {string} [reason]
 * @property {import('./refusals.js').QueryFailure['athenaError']} [error]
 * @property {import('./steps/steps.js').Outcome} [outcome]
 * @property {number} bytes Read so far.
 * @property {number} submitted Milliseconds since 1970.
 * @property {number} [completed]
 * @property {Promise<void>} ended
 * @property {(reason: string) => Promise<void>} stop
 */

/** @param {State} state */
export function isOver(state) {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}

/**
 * Takes a query up; it goes on whether or not anyone asks for it, as on Athena.
 * @param {Pick<Execution, 'sql' | 'token' | 'plan' | 'database' | 'workGroup' | 'outputLocation' | 'cutoff'>} query
 * @param {{ trino: string, lake: import('./lake.js').Lake, properties: Map<string, Record<string, string>>, fault: import('./faults.js').Fault | undefined, failAtOnce?: unknown }} surroundings
 * @returns {Execution}
 */
export function startExecution(query, { trino, lake, properties, fault, failAtOnce }) {
  /** @type {string | undefined} */
  let trinoQuery;
  /** @type {string | undefined} */
  let stopReason;
  const woken = signal();
  /** @type {Execution} */
  const execution = {
    ...query,
    id: randomUUID(),
    state: 'QUEUED',
    bytes: 0,
    submitted: Date.now(),
    ended: Promise.resolve(),
    stop: async (reason) => {
      if (isOver(execution.state)) return;
      stopReason ??= reason;
      woken.resolve();
      // Where the cancelling fails, the query ends by itself.
      if (trinoQuery) await cancelOnTrino(trino, trinoQuery).catch(() => undefined);
      await execution.ended;
    },
  };

  /** @type {import('./steps/steps.js').Surroundings['query']} */
  const ask = async (sql, session = {}) => {
    if (stopReason !== undefined) throw new Stopped();
    const before = execution.bytes;
    trinoQuery = undefined;
    return runOnTrino(trino, sql, {
      catalog: 'awsdatacatalog',
      schema: query.database,
      session,
      onProgress: ({ queryId, bytes }) => {
        trinoQuery = queryId;
        execution.bytes = before + bytes;
        if (query.cutoff !== undefined && execution.bytes > query.cutoff) stopReason ??= CUTOFF_REASON;
        // Again at each page: Trino does not know a query whose second page was not yet asked for.
        if (stopReason !== undefined) void cancelOnTrino(trino, queryId).catch(() => undefined);
      },
    });
  };

  const run = async () => {
    if (failAtOnce) throw failAtOnce;
    if (fault?.kind === 'stuck-queued') await woken.promise;
    execution.state = 'RUNNING';
    if (fault?.kind === 'slow') await Promise.race([woken.promise, delay(fault.delayMs ?? 1000)]);
    if (stopReason !== undefined) throw new Stopped();
    if (fault?.kind === 'iceberg-commit') throw commitFailure(query.plan.writes);
    if (fault?.kind === 'internal') throw internalFailure();
    if (fault?.kind === 'dies-halfway') await dieHalfway(query.plan, lake);
    /** @type {import('./steps/steps.js').Outcome} */
    let outcome = {};
    for (const step of query.plan.steps) outcome = await runStep(step, { query: ask, lake, properties });
    // What was not written can still be taken back; what was committed cannot.
    if (stopReason === CUTOFF_REASON && query.plan.writes === undefined) throw new Stopped();
    if (fault?.kind === 'commit-then-error') throw commitFailure(query.plan.writes);
    if (query.plan.header && query.outputLocation !== undefined) {
      await lake.put(`${query.outputLocation}${execution.id}.csv`, csvText(outcome.columns ?? [], outcome.rows ?? []));
    }
    return outcome;
  };

  execution.ended = new Promise((resolve) => setImmediate(resolve))
    .then(run)
    .then(
      (outcome) => {
        execution.outcome = outcome;
        execution.state = 'SUCCEEDED';
      },
      (error) => {
        if (stopReason !== undefined && (error instanceof Stopped || wasCancelled(error))) {
          execution.reason = stopReason;
          execution.state = 'CANCELLED';
          return;
        }
        const failure = toFailure(error, { plan: query.plan, id: execution.id, outputLocation: query.outputLocation });
        execution.reason = failure.message;
        execution.error = failure.athenaError;
        execution.state = 'FAILED';
      },
    )
    .then(() => {
      execution.completed = Date.now();
    });
  return execution;
}

const CUTOFF_REASON = 'Bytes scanned limit was exceeded';

class Stopped extends Error {}

function wasCancelled(/** @type {unknown} */ error) {
  return error instanceof TrinoError && ['USER_CANCELED', 'ADMINISTRATIVELY_KILLED'].includes(error.errorName);
}

/** A CTAS that dies leaves files where its table would have been, and no table. @param {import('./sql/translate.js').Plan} plan @param {import('./lake.js').Lake} lake */
async function dieHalfway({ location }, lake) {
  if (location !== undefined)
    await lake.put(`${location.replace(/\/?$/, '/')}data/orphan-${randomUUID()}.parquet`, 'left by a query that died');
  throw internalFailure();
}

function delay(/** @type {number} */ ms) {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function signal() {
  /** @type {() => void} */
  let resolve = () => {};
  /** @type {Promise<void>} */
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
