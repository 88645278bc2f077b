import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Page } from '../protocol.ts';

/** A page as a script gives it; JSON text where numbers are to stand in it that JavaScript cannot write. `endless` comes again until it is cancelled. */
export type ScriptedPage = (Partial<Page> & { readonly endless?: boolean }) | string;

/** What goes wrong with one request: an answer with that status and body, or a connection that is cut. */
export type Fault = { readonly status: number; readonly body?: string } | 'cut';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeServer {
  readonly port: number;
  readonly requests: readonly Seen[];
  /** The next requests that match (`POST`, `GET /v1/statement`) fail, one for each fault. */
  fail(match: string, ...faults: readonly Fault[]): void;
  stop(): Promise<void>;
}

/**
 * A server that speaks Trino's client protocol: `script` gives the pages of a statement. It says itself to be at an address that nobody can
 * reach, as behind a proxy. Stopped at the end of the test.
 */
export async function fakeServer(
  script: (sql: string) => readonly ScriptedPage[],
  tls?: { readonly key: string; readonly cert: string },
): Promise<FakeServer> {
  const requests: Seen[] = [];
  const faults: { match: string; fault: Fault }[] = [];
  const statements = new Map<string, { pages: readonly ScriptedPage[]; isCancelled: boolean }>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await read(request);
    requests.push(seen);
    const failing = faults.findIndex(({ match }) => `${seen.method} ${seen.path}`.startsWith(match));
    if (failing < 0) return answer(seen, response);
    const [entry] = faults.splice(failing, 1);
    if (entry?.fault === 'cut' || entry === undefined) request.socket.destroy();
    else response.writeHead(entry.fault.status).end(entry.fault.body ?? '');
  }

  function answer({ method, path, body }: Seen, response: ServerResponse): void {
    if (method === 'POST') {
      const id = `q${statements.size + 1}`;
      statements.set(id, { pages: script(body), isCancelled: false });
      return reply(response, id, 0, { stats: { state: 'QUEUED' } });
    }
    const [, id = '', index = ''] = /^\/v1\/(?:statement|query)\/(\w+)(?:\/(\d+))?/.exec(path) ?? [];
    const statement = statements.get(id);
    if (!statement) return void response.writeHead(404).end();
    if (method === 'DELETE') {
      statement.isCancelled = true;
      return void response.writeHead(204).end();
    }
    if (index === '') return send(response, { state: statement.isCancelled ? 'FAILED' : 'RUNNING' });
    const at = Number(index);
    const page = statement.pages[at] ?? {};
    const isEndless = typeof page !== 'string' && page.endless === true;
    const next = isEndless ? at - 1 : at;
    return reply(response, id, next + 1 < statement.pages.length ? next + 1 : undefined, page);
  }

  function reply(response: ServerResponse, id: string, next: number | undefined, page: ScriptedPage): void {
    if (typeof page === 'string') return void response.end(page);
    const nextUri = next === undefined ? undefined : `http://inner.invalid:1/v1/statement/${id}/${next}?slug=s`;
    send(response, { id, ...page, ...(nextUri !== undefined && { nextUri }) });
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void handle(request, response);
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    fail: (match, ...failing) => void faults.push(...failing.map((fault) => ({ match, fault }))),
    stop,
  };
}

function send(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));
}

async function read(request: IncomingMessage): Promise<Seen> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url = '', headers } = request;
  return { method, path: url, headers, body: Buffer.concat(parts).toString() };
}
