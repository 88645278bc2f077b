import { createHash } from 'node:crypto';
import { open, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** What is asked of the server. */
export interface SiteRequest {
  readonly method: string;
  /** As it stands in the request line. */
  readonly url: string;
  readonly host: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

export interface SiteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent for HEAD and where nothing changed. */
  readonly body?: Buffer;
}

/** As the page has it, and that no other page may hold it in a frame, which only a header can say. */
export const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src blob:; font-src 'self'; connect-src 'none'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS = {
  'Content-Security-Policy': CONTENT_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Scripts hold the data: no page of another origin may load them.
  'Cross-Origin-Resource-Policy': 'same-origin',
  // The same names are written again: each is asked for anew, and sent where it changed.
  'Cache-Control': 'no-cache',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Answers a request with a file of the site. `root` is the site's folder without symbolic links, `port` that of the server. */
export async function respond(request: SiteRequest, root: string, port: number): Promise<SiteResponse> {
  // A page of another name that resolves to this machine would read the site as its own (DNS rebinding).
  if (!isOwnHost(request.host, port)) return text(421, 'This server answers to localhost alone.');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return text(405, 'Only GET and HEAD are answered.', { Allow: 'GET, HEAD' });
  }
  const path = pathOf(request.url);
  const found = path === undefined ? undefined : await readInside(root, path);
  if (!found) return text(404, 'There is no such file.');
  const etag = `"${createHash('sha256').update(found.body).digest('base64url').slice(0, 22)}"`;
  const headers = { ...HEADERS, ETag: etag };
  if (isKnown(request.ifNoneMatch, etag)) return { status: 304, headers };
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': TYPES[extname(found.file).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': String(found.body.length),
    },
    ...(request.method === 'GET' && { body: found.body }),
  };
}

function isOwnHost(host: string | undefined, port: number): boolean {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const given = host?.toLowerCase();
  return names.some((name) => given === `${name}:${port}` || (port === 80 && given === name));
}

/** The path below the site's folder; undefined where it is none. */
function pathOf(url: string): string | undefined {
  const [raw = ''] = url.split(/[?#]/);
  const path = decoded(raw);
  if (path === undefined || !path.startsWith('/') || /[\0\\:]/.test(path)) return undefined;
  const parts = path.split('/').filter((part) => part !== '');
  // Hidden files are none of the site's.
  if (parts.some((part) => part.startsWith('.'))) return undefined;
  return parts.length === 0 ? 'index.html' : parts.join('/');
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A file that lies in the folder, also when its links are followed. */
async function readInside(root: string, path: string): Promise<{ file: string; body: Buffer } | undefined> {
  try {
    const file = await realpath(join(root, path));
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    const handle = await open(file, 'r');
    try {
      return (await handle.stat()).isFile() ? { file, body: await handle.readFile() } : undefined;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(',').some((each) => ['*', etag, `W/${etag}`].includes(each.trim())) ?? false;
}

function text(status: number, message: string, more: Readonly<Record<string, string>> = {}): SiteResponse {
  const body = Buffer.from(`${message}\n`);
  const length = String(body.length);
  return { status, headers: { ...HEADERS, ...more, 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': length }, body }; // prettier-ignore
}
