import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { diagnose } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';
import type { TrinoSettings } from './settings.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request; what comes of it then is an error of that name. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request. Throws what Node throws where nothing answers. */
export interface Transport {
  send(request: Request): Promise<Answer>;
  close(): void;
}

/** HTTP to one server, by connections that are kept. Throws `StatementError` where the target's `ca_file` cannot be read. */
export function openTransport(settings: TrinoSettings): Transport {
  const { host, port, isSecure, requestTimeoutMs } = settings;
  const agent = isSecure
    ? new HttpsAgent({ keepAlive: true, ...tlsOptions(settings) })
    : new HttpAgent({ keepAlive: true });
  const start = isSecure ? httpsRequest : httpRequest;
  const send = ({ method, path, headers, body, signal }: Request): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const options = {
        agent, method, path, port, timeout: requestTimeoutMs,
        host: host.replace(/^\[|\]$/g, ''),
        headers: { ...headers, ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }) },
        ...(signal && { signal }),
      }; // prettier-ignore
      const request = start(options, (response) => {
        readBody(response).then((text) => resolve({ status: response.statusCode ?? 0, body: text }), reject);
      });
      request.on('timeout', () =>
        request.destroy(Object.assign(new Error('The request took too long'), { code: 'ETIMEDOUT' })),
      );
      request.on('error', reject);
      request.end(body);
    });
  return { send, close: () => agent.destroy() };
}

async function readBody(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  const parts: string[] = [];
  for await (const part of response) parts.push(part as string);
  // A connection that breaks in the middle of an answer ends it without an error in some cases.
  if (!response.complete) throw Object.assign(new Error('The answer ended too early'), { code: 'ECONNRESET' });
  return parts.join('');
}

function tlsOptions({ caFile, isVerified }: TrinoSettings): { ca?: string; rejectUnauthorized: boolean } {
  if (caFile === undefined) return { rejectUnauthorized: isVerified };
  try {
    return { ca: readFileSync(caFile, 'utf8'), rejectUnauthorized: isVerified };
  } catch {
    throw new StatementError(
      diagnose('engine-target-invalid', { key: 'ca_file', detail: `The file "${caFile}" cannot be read.` }),
    );
  }
}
