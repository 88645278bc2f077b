import { ApiError } from './refusals.js';

/**
 * @typedef {object} Fault
 * @property {'start' | 'run' | 'poll' | 'results'} when
 * @property {'throttle' | 'too-many' | 'internal' | 'cut' | 'iceberg-commit' | 'dies-halfway' | 'slow' | 'stuck-queued' | 'commit-then-error'} kind
 * @property {RegExp} [match] Against the statement's text; absent: any.
 * @property {number} [times] How often; once where absent.
 * @property {number} [delayMs] `slow`: how long it takes longer; a second where absent.
 */

const KINDS = {
  start: ['throttle', 'too-many', 'internal', 'cut', 'commit-then-error'],
  run: ['iceberg-commit', 'internal', 'dies-halfway', 'slow', 'stuck-queued', 'commit-then-error'],
  poll: ['throttle', 'internal', 'cut'],
  results: ['throttle', 'internal', 'cut'],
};

/** Faults on demand: each is armed by `next` and strikes as often as it says. */
export function createFaults() {
  /** @type {{ fault: Fault, left: number }[]} */
  let armed = [];
  return {
    /** @param {Fault} fault */
    next(fault) {
      if (!KINDS[fault.when]?.includes(fault.kind)) throw new Error(`No fault '${fault.kind}' at '${fault.when}': ${KINDS[fault.when]?.join(', ') ?? 'start, run, poll, results'}.`); // prettier-ignore
      armed.push({ fault, left: fault.times ?? 1 });
    },
    clear() {
      armed = [];
    },
    /** Faults that have not struck yet. */
    get pending() {
      return armed.map(({ fault, left }) => ({ ...fault, times: left }));
    },
    /** The fault that strikes now, counted down. @param {Fault['when']} when @param {string} sql @returns {Fault | undefined} */
    strike(when, sql) {
      const entry = armed.find(
        ({ fault }) =>
          fault.when === when &&
          (fault.match === undefined ||
            new RegExp(fault.match.source, fault.match.flags.replace(/[gy]/g, '')).test(sql)),
      );
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) armed = armed.filter((other) => other !== entry);
      return entry.fault;
    },
  };
}

/** The connection is cut instead of an answer. */
export class Cut extends Error {}

/** What a client is told at once; nothing where the fault comes later. @param {Fault | undefined} fault */
export function throwAtOnce(fault) {
  if (fault?.kind === 'throttle') throw new ApiError('ThrottlingException', 'Rate exceeded');
  if (fault?.kind === 'too-many') {
    throw new ApiError('TooManyRequestsException', 'You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account.', { fields: { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' } }); // prettier-ignore
  }
  if (fault?.kind === 'internal')
    throw new ApiError('InternalServerException', 'Internal server error', { status: 500 });
  if (fault?.kind === 'cut') throw new Cut();
}
