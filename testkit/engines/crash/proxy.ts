import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** `busy`: 503 at once; `cut`: no answer, and nothing was done; `lost`: it was done, and there is no answer. */
export type Fate = 'pass' | 'busy' | 'cut' | 'lost';

/** Stands between a client and a server on loopback, and decides what becomes of each request. */
export interface Proxy {
  readonly url: string;
  readonly port: number;
  /** Everything passes until it says otherwise. */
  decide: (asked: Asked) => Fate | Promise<Fate>;
  readonly stop: () => Promise<void>;
}

export async function startProxy(target: string): Promise<Proxy> {
  const to = new URL(target);
  const server = createServer((asked, answer) => {
    void handle(asked, answer, to, (request) => proxy.decide(request)).catch(() => answer.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const proxy: Proxy = {
    url: `http://127.0.0.1:${port}`,
    port,
    decide: () => 'pass',
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

async function handle(asked: IncomingMessage, answer: ServerResponse, to: URL, decide: Proxy['decide']): Promise<void> {
  const body = await whole(asked);
  const { method = 'GET', url: path = '/' } = asked;
  const fate = await decide({ method, path, body: body.toString() });
  if (fate === 'busy') return void answer.writeHead(503).end();
  if (fate === 'cut') return void answer.destroy();
  const got = await forwarded(asked, body, to);
  if (fate === 'lost') return void answer.destroy();
  const { 'transfer-encoding': _, ...headers } = got.headers;
  answer.writeHead(got.status, { ...headers, ...(method !== 'HEAD' && { 'content-length': got.body.length }) });
  answer.end(got.body);
}

// The host stays as the client wrote it: requests to AWS are signed with it.
function forwarded({ method, url, headers }: IncomingMessage, body: Buffer, to: URL) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, reject) => {
    const options = { method, path: url, headers, host: to.hostname, port: to.port };
    const request = send(options, (response) => {
      whole(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        reject,
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function whole(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
