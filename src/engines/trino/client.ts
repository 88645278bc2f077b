import { setTimeout as pause } from 'node:timers/promises';
import { diagnose } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';
import { parseExact, type Page, type TrinoErrorText } from './protocol.ts';
import type { TrinoSettings } from './settings.ts';
import type { Answer, Request, Transport } from './transport.ts';
import { answerReason, isPassing, nameOf, networkReason, unreachable } from './unreachable.ts';

// A client of our own over the protocol's four requests, because neither of npm's is fit for it: `trino-client` 0.2.9 reads integers as
// JavaScript numbers and shares one session between queries, `presto-client` 1.2.0 hides the count of rows written, asks for a wrong address when
// it cancels, sends a dead server requests for ever and opens a connection for each of them.

/** All that came of a statement that ended well. */
export interface QueryAnswer {
  readonly queryId: string;
  readonly columns: NonNullable<Page['columns']>;
  /** Rows as they came, page by page. */
  readonly pages: readonly NonNullable<Page['data']>[];
  readonly updateType?: string;
  readonly updateCount?: number;
  readonly physicalInputBytes?: number;
}

/** A statement that Trino refused or that failed; `error` is Trino's own. */
export class TrinoFailure extends Error {
  readonly error: TrinoErrorText;

  constructor(error: TrinoErrorText) {
    super(error.message);
    this.name = 'TrinoFailure';
    this.error = error;
  }
}

export interface QueryOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onQueryId?: ((queryId: string) => void | Promise<void>) | undefined;
  /** Whether a server that is not there now is waited for (default true). */
  readonly isPatient?: boolean;
}

export interface TrinoClient {
  /** Runs a statement to its end. Throws `TrinoFailure`, or `StatementError` where the server cannot be reached or the statement was cancelled. */
  query(sql: string, options?: QueryOptions): Promise<QueryAnswer>;
  close(): void;
}

const ATTEMPTS = 10;
const LONGEST_PAUSE_MS = 5_000;
const AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const UNKNOWN_QUERY: ReadonlySet<number> = new Set([404, 410]);
const CANCEL_CHECKS = 100;
const CANCEL_CHECK_EVERY_MS = 50;

/** `wait` pauses between attempts, until the signal ends it. */
export function trinoClient(
  settings: TrinoSettings,
  transport: Transport,
  wait: (ms: number, signal?: AbortSignal) => Promise<unknown> = (ms, signal) =>
    pause(ms, undefined, { ...(signal && { signal }) }),
): TrinoClient {
  const headers = sessionHeaders(settings);

  // Every request may be sent twice: Trino begins a statement when its first page is asked for, and gives a page again when asked again.
  async function send(request: Request, isPatient: boolean, signal = request.signal): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt === ATTEMPTS;
      try {
        const answer = await transport.send({ ...request, headers });
        if (!AGAIN.has(answer.status) || isLast) return answer;
      } catch (error) {
        if (signal?.aborted === true || isLast || !isPatient || !isPassing(error)) throw error;
      }
      await wait(Math.min(LONGEST_PAUSE_MS, 50 * 2 ** attempt), signal);
    }
  }

  async function begin(sql: string, isPatient: boolean, signal: AbortSignal | undefined): Promise<Page> {
    // The signal ends the waiting between attempts, no attempt: the id of what the server has taken is needed to cancel it.
    const request = { method: 'POST', path: '/v1/statement', body: sql } as const;
    const answer = await send(request, isPatient, signal).catch((error: unknown) => {
      if (signal?.aborted === true) throw new StatementError(diagnose('engine-cancelled', {}));
      throw new StatementError(unreachable(settings, networkReason(error)), isPassing(error));
    });
    const page = pageOf(answer);
    if (page) return page;
    if (answer.status === 400) throw new TrinoFailure(badRequest(answer.body));
    throw new StatementError(unreachable(settings, answerReason(answer, settings)), AGAIN.has(answer.status));
  }

  async function follow(nextUri: string, signal: AbortSignal | undefined): Promise<Page> {
    const answer = await send({ method: 'GET', path: ownPath(nextUri), signal }, true).catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      throw lost(networkReason(error).detail);
    });
    const page = pageOf(answer);
    if (page) return page;
    throw lost(
      UNKNOWN_QUERY.has(answer.status)
        ? 'It does not know the statement any more, as after a restart.'
        : answerReason(answer, settings).detail,
    );
  }

  function lost(detail: string): StatementError {
    return new StatementError(diagnose('engine-connection-lost', { what: nameOf(settings), detail }));
  }

  /** Cancels a statement and waits until it has ended. */
  async function cancel(queryId: string, nextUri: string): Promise<StatementError> {
    // Whatever goes wrong here, the statement is given up: a server that nobody asks for pages ends it by itself.
    await send({ method: 'DELETE', path: ownPath(nextUri) }, false).catch(() => undefined);
    const state = await endOf(queryId);
    const hint = state === 'FINISHED' ? 'It had just ended when it was cancelled: what it wrote is there.' : undefined;
    return new StatementError(diagnose('engine-cancelled', {}, { hint }));
  }

  async function endOf(queryId: string): Promise<string | undefined> {
    for (let check = 0; check < CANCEL_CHECKS; check++) {
      const path = `/v1/query/${encodeURIComponent(queryId)}?pruned=true`;
      const answer = await send({ method: 'GET', path }, false).catch(() => undefined);
      if (answer?.status !== 200) return undefined;
      const { state } = (pageOf(answer) ?? {}) as { state?: string };
      if (state === undefined || state === 'FINISHED' || state === 'FAILED') return state;
      await wait(CANCEL_CHECK_EVERY_MS);
    }
    return undefined;
  }

  async function query(sql: string, { signal, onQueryId, isPatient = true }: QueryOptions = {}): Promise<QueryAnswer> {
    let page = await begin(sql, isPatient, signal);
    const { id } = page;
    const answer = collector(id);
    let nextUri = page.nextUri;
    try {
      await onQueryId?.(id);
      for (;;) {
        signal?.throwIfAborted();
        answer.add(page);
        if (page.error) throw new TrinoFailure(page.error);
        nextUri = page.nextUri;
        if (nextUri === undefined) return answer.result();
        page = await follow(nextUri, signal);
      }
    } catch (error) {
      const isOver = error instanceof TrinoFailure || nextUri === undefined;
      if (signal?.aborted === true && !isOver) throw await cancel(id, nextUri ?? '');
      // As when `onQueryId` fails: nobody would ever ask for the rest.
      if (!isOver && !(error instanceof StatementError)) await cancel(id, nextUri ?? '');
      throw error;
    }
  }

  return { query, close: () => transport.close() };
}

function collector(queryId: string): { add(page: Page): void; result(): QueryAnswer } {
  let columns: Page['columns'];
  const pages: NonNullable<Page['data']>[] = [];
  let last: Page = { id: queryId };
  return {
    add(page) {
      columns ??= page.columns;
      if (page.data) pages.push(page.data);
      last = page;
    },
    result: () => ({
      queryId,
      columns: columns ?? [],
      pages,
      ...(last.updateType !== undefined && { updateType: last.updateType }),
      ...(last.updateCount !== undefined && { updateCount: Number(last.updateCount) }),
      ...(last.stats?.physicalInputBytes !== undefined && {
        physicalInputBytes: Number(last.stats.physicalInputBytes),
      }),
    }),
  };
}

function pageOf({ status, body }: Answer): Page | undefined {
  if (status !== 200) return undefined;
  try {
    const page = parseExact(body);
    return typeof page === 'object' && page !== null ? (page as Page) : undefined;
  } catch {
    return undefined;
  }
}

// Always at the address of the target, whatever host the server believes to have: credentials go nowhere else, and a proxy in front of the
// server need not tell it its own name.
function ownPath(uri: string): string {
  const { pathname, search } = new URL(uri);
  return `${pathname}${search}`;
}

function badRequest(body: string): TrinoErrorText {
  const message = body.replace(/^Error 400 Bad Request:\s*/, '').split('\n')[0] ?? '';
  return { message, errorName: 'BAD_REQUEST', errorType: 'USER_ERROR' };
}

function sessionHeaders(settings: TrinoSettings): Readonly<Record<string, string>> {
  const { user, catalog, source, clientTags, authorization, sessionProperties } = settings;
  const properties = Object.entries(sessionProperties).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return {
    ...settings.headers,
    'X-Trino-User': user,
    'X-Trino-Catalog': catalog,
    'X-Trino-Source': source,
    // What a model means must not hang on where the server stands: dates, casts and names of months.
    'X-Trino-Time-Zone': 'UTC',
    'X-Trino-Language': 'en',
    // Without it timestamps come with three digits, whatever their type.
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
    'User-Agent': 'lakemodel',
    ...(clientTags.length > 0 && { 'X-Trino-Client-Tags': clientTags.join(',') }),
    ...(properties.length > 0 && { 'X-Trino-Session': properties.join(',') }),
    ...(authorization !== undefined && { Authorization: authorization }),
  };
}
