import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Request {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface LineageServer {
  readonly url: string;
  readonly requests: readonly Request[];
  /** Resolves when so many requests have come. */
  readonly came: (count: number) => Promise<void>;
}

/** A server that takes events on this machine, and ends with the test. `answer` gets the number of the request, from 0. */
export async function startServer(
  answer: (response: ServerResponse, index: number) => void = (response) => void response.writeHead(201).end(),
): Promise<LineageServer> {
  const requests: Request[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response, requests.length - 1);
      for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    came: (count) =>
      new Promise((resolve) => (requests.length >= count ? resolve() : void waiting.push({ count, resolve }))),
  };
}

/** An address of this machine at which nobody listens any more. */
export async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
