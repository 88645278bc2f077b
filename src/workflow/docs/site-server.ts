import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diagnose, type Outcome } from '../../diagnostics/index.ts';
import { respond } from './site-response.ts';

export interface SiteServer {
  readonly port: number;
  /** Resolves when the server has ended: after the signal. */
  readonly ended: Promise<void>;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'it needs rights that you do not have',
};
/** Machines without IPv6. */
const NO_IPV6: readonly string[] = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** Serves a folder on the loopback addresses of this machine, until the signal. `root` is a path without symbolic links. */
export async function serveSite(
  root: string,
  port: number,
  signal: AbortSignal,
): Promise<Outcome<SiteServer | undefined>> {
  const servers: Server[] = [];
  try {
    const first = await listen(root, '127.0.0.1', port);
    servers.push(first);
    const { port: taken } = first.address() as AddressInfo;
    // Browsers may take "localhost" for this address: nobody else is to answer there.
    const second = await listen(root, '::1', taken).catch((error: NodeJS.ErrnoException) => {
      if (!NO_IPV6.includes(error.code ?? '')) throw error;
    });
    if (second) servers.push(second);
    return { value: { port: taken, ended: endWith(servers, signal) }, diagnostics: [] };
  } catch (error) {
    await Promise.all(servers.map(end));
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { value: undefined, diagnostics: [diagnose('docs-port-unusable', { port, reason: REASONS[code] ?? code })] };
  }
}

function listen(root: string, address: string, port: number): Promise<Server> {
  const server = createServer((request, response) => void answer(request, response, root));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, ipv6Only: address === '::1' }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, root: string): Promise<void> {
  const { method = '', url = '', headers, socket } = request;
  const asked = { method, url, host: headers.host, ifNoneMatch: headers['if-none-match'] };
  try {
    const { status, headers: sent, body } = await respond(asked, root, socket.localPort ?? 0);
    response.writeHead(status, sent).end(body);
  } catch {
    // As the folder was removed meanwhile; nothing of it is told to the one who asks.
    response.writeHead(500).end();
  }
}

async function endWith(servers: readonly Server[], signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.all(servers.map(end));
}

async function end(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
