import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, SHOP, start, succeed, write } from './command-line.ts';
import { readSite } from './read-site.ts';

const dir = mkdtempSync(join(tmpdir(), 'lakemodel-serve-'));
const docs = join(dir, 'target/docs');
const served = {} as { process: ChildProcess; port: number };

beforeAll(async () => {
  write(dir, {
    ...SHOP,
    'target/precious.txt': 'not of the site',
    'target/docs-of-others/index.html': 'not of the site',
  });
  await succeed(dir, ['docs', 'generate', '--offline']);
  write(docs, { '.hidden': 'not shown' });
  symlinkSync(join(dir, 'target'), join(docs, 'up'));
  symlinkSync(join(dir, 'project.yml'), join(docs, 'assets/project.js'));
  served.process = start(dir, ['docs', 'serve', '--port', '0']);
  served.port = await portOf(served.process);
}, 120_000);

afterAll(() => {
  served.process.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const found = /^http:\/\/127\.0\.0\.1:(\d+)\/$/m.exec(text)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('close', (status) => reject(new Error(`ended with ${status}`)));
  });
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a path as it is, dots and all. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; host?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, host = '127.0.0.1' } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host, port: served.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

describe('docs serve', () => {
  test('serves the page and its data', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(page.body).toBe(readSite(docs).page);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    const data = await ask(`/data/${readSite(docs).build}/overview.js?x=1`);
    expect(data.status).toBe(200);
    expect(data.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const style = /href="(assets\/[^"]+\.css)"/.exec(page.body)?.[1] ?? '';
    expect((await ask(`/${style}`)).headers['content-type']).toBe('text/css; charset=utf-8');
  });

  test("its policy is the page's own, and nobody may frame it", async () => {
    const { headers, body } = await ask('/');
    const own = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(body)?.[1];
    expect(headers['content-security-policy']).toBe(`${own}; frame-ancestors 'none'`);
  });

  test.each([
    '/../precious.txt',
    '/../../project.yml',
    '/%2e%2e/precious.txt',
    '/%2E%2E%2Fprecious.txt',
    '/..%2fprecious.txt',
    '/..%5cprecious.txt',
    '/..\\precious.txt',
    '/%252e%252e/precious.txt',
    '/assets/../../precious.txt',
    '/assets/%2e%2e/%2e%2e/precious.txt',
    '/../docs-of-others/index.html',
    '//etc/passwd',
    '/etc/passwd',
    '/up/precious.txt',
    '/up',
    '/assets/project.js',
    '/assets',
    '/.hidden',
    '/index.html%00.js',
    '/%',
    '/nothing.html',
    'http://127.0.0.1/../precious.txt',
    '*',
  ])('%s is not there', async (path) => {
    const { status, body, headers } = await ask(path);
    expect([status, body]).toEqual([404, 'There is no such file.\n']);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test.each(['evil.example', `evil.example:0`, `127.0.0.1.evil.example`, `localhost.evil.example`, 'localhost:1'])(
    'another name that leads here is refused: %s',
    async (host) => {
      const { status, body } = await ask('/', { headers: { host } });
      expect(status).toBe(421);
      expect(body).not.toContain('html');
    },
  );

  test('names of this machine are its own', async () => {
    for (const host of [
      `localhost:${served.port}`,
      `127.0.0.1:${served.port}`,
      `[::1]:${served.port}`,
      `LOCALHOST:${served.port}`,
    ])
      expect((await ask('/', { headers: { host } })).status, host).toBe(200);
  });

  test('reads only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const { status, headers } = await ask('/', { method });
      expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD']);
    }
  });

  test('HEAD has the headers alone; what is known is not sent again', async () => {
    const page = await ask('/');
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(page.body)));
    expect(head.headers.etag).toBe(page.headers.etag);
    const etag = page.headers.etag ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask('/', { headers: { 'if-none-match': known } });
      expect([again.status, again.body]).toEqual([304, '']);
    }
    expect((await ask('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('what is no HTTP ends that connection and nothing else', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(served.port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.on('close', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask('/')).status).toBe(200);
  });

  test('a port that is taken', async () => {
    const { status, stderr } = await run(dir, ['docs', 'serve', '--port', String(served.port)]);
    expect(status).toBe(2);
    expect(stderr).toContain('error[docs-port-unusable]');
    expect(stderr).toContain('another program uses it');
  });

  test('a port that there is not', async () => {
    const { status, stderr } = await run(dir, ['docs', 'serve', '--port', '70000']);
    expect(status).toBe(2);
    expect(stderr).toContain('There is no port 70000.');
  });

  test('a folder without a site', async () => {
    const { status, stderr } = await run(dir, ['docs', 'serve', '--output', 'nowhere', '--port', '0']);
    expect(status).toBe(2);
    expect(stderr).toContain('error[docs-not-generated]');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it, with a connection open', async (signal) => {
    const child = start(dir, ['docs', 'serve', '--port', '0', '--output', 'target/docs']);
    const own = await portOf(child);
    const socket = connect(own, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => undefined);
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    expect(await ended).toBe(0);
    socket.destroy();
  });
});
