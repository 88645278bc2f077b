import { setTimeout as wait } from 'node:timers/promises';
import { errorCode, type Deliveries, type EventSink } from './sink.ts';

export interface HttpOptions {
  readonly url: string;
  readonly apiKey?: string;
  /** For one request. */
  readonly timeoutMs: number;
  /** Most events that wait; those that come while so many do are lost. */
  readonly queueLimit?: number;
  /** How long to wait before an event is sent again, one for each time. */
  readonly pausesMs?: readonly number[];
}

const QUEUE_LIMIT = 10_000;
const PAUSES_MS = [250, 1_000, 2_000];
/** Longest that a server's Retry-After is followed. */
const LONGEST_PAUSE_MS = 10_000;

/** What became of one request. */
type Answer = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly again: boolean; readonly pauseMs?: number }; // prettier-ignore

/**
 * Sends events to a server, one a request, in their order. Failures of the server or the network are tried again after a pause; a server that has just
 * lost one gets a single try for each following event until it takes one, so that a server that is away costs little.
 */
export function openHttpSink(options: HttpOptions): EventSink {
  const { queueLimit = QUEUE_LIMIT, pausesMs = PAUSES_MS } = options;
  const waiting: string[] = [];
  const ended = new AbortController();
  let working: Promise<void> | undefined;
  let delivered = 0;
  let lost = 0;
  let reason: string | undefined;
  let isAway = false;
  const lose = (why: string) => {
    lost += 1;
    reason ??= why;
  };
  const work = async () => {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      const answer = await sendPatiently(event, options, isAway ? [] : pausesMs, ended.signal);
      isAway = !answer.ok && answer.again;
      if (answer.ok) delivered += 1;
      else lose(answer.reason);
    }
  };
  return {
    send: (event) => {
      if (ended.signal.aborted) return lose('the run had ended');
      if (waiting.length >= queueLimit) return lose(`more than ${queueLimit} events were waiting`);
      waiting.push(event);
      working ??= work().finally(() => (working = undefined));
    },
    close: async (withinMs): Promise<Deliveries> => {
      const timer = new AbortController();
      const limit = wait(withinMs, undefined, { signal: timer.signal }).catch(() => undefined);
      await Promise.race([working, limit]);
      timer.abort();
      const rest = waiting.splice(0).length;
      ended.abort();
      await working;
      if (rest > 0) reason ??= `the server did not take them within ${withinMs / 1000} s`;
      lost += rest;
      return { delivered, lost, ...(reason !== undefined && { reason }) };
    },
  };
}

async function sendPatiently(
  event: string,
  options: HttpOptions,
  pausesMs: readonly number[],
  signal: AbortSignal,
): Promise<Answer> {
  let answer = await post(event, options, signal);
  for (const pause of pausesMs) {
    if (answer.ok || !answer.again || signal.aborted) return answer;
    await wait(answer.pauseMs ?? pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return answer;
    answer = await post(event, options, signal);
  }
  return answer;
}

async function post(body: string, { url, apiKey, timeoutMs }: HttpOptions, signal: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) }, // prettier-ignore
      // The key goes to the server that was named, and to no other.
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    await response.body?.cancel();
    return response.ok ? { ok: true } : refusal(response);
  } catch (error) {
    if (signal.aborted) return { ok: false, again: false, reason: 'the server had not answered when the run ended' };
    if (timeout.aborted) return { ok: false, again: true, reason: `the server did not answer within ${timeoutMs / 1000} s` }; // prettier-ignore
    return { ok: false, again: true, reason: `the server cannot be reached (${errorCode(error)})` };
  }
}

function refusal({ status, headers }: Response): Answer {
  const again = status >= 500 || status === 429 || status === 408;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const pauseMs = Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LONGEST_PAUSE_MS) : undefined;
  return { ok: false, again, reason: `the server answered ${status}`, ...(pauseMs !== undefined && { pauseMs }) };
}
