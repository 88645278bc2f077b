import { expect, test } from 'vitest';
import { openHttpSink } from './http-sink.ts';
import { closedAddress, startServer } from './testkit/server.ts';

const FAST = { timeoutMs: 5_000, pausesMs: [1, 1, 1] };

test('events are sent in their order, one a request, with the key', async () => {
  const server = await startServer();
  const sink = openHttpSink({ ...FAST, url: `${server.url}/api/v1/lineage`, apiKey: 'k3y' });
  for (let index = 0; index < 50; index += 1) sink.send(`{"n":${index}}`);
  expect(await sink.close(5_000)).toEqual({ delivered: 50, lost: 0 });
  expect(server.requests.map(({ body }) => body)).toEqual(Array.from({ length: 50 }, (_, n) => `{"n":${n}}`));
  const { path, headers } = server.requests[0]!;
  expect([path, headers.authorization, headers['content-type']]).toEqual(['/api/v1/lineage', 'Bearer k3y', 'application/json']); // prettier-ignore
});

test('without a key there is no authorization', async () => {
  const server = await startServer();
  const sink = openHttpSink({ ...FAST, url: server.url });
  sink.send('{}');
  await sink.close(5_000);
  expect(server.requests[0]!.headers).not.toHaveProperty('authorization');
});

test.each([500, 503, 429, 408])('an event that gets %d is sent again, before the next one', async (status) => {
  const server = await startServer((response, index) => void response.writeHead(index < 2 ? status : 201, { 'retry-after': '0' }).end()); // prettier-ignore
  const sink = openHttpSink({ ...FAST, url: server.url });
  sink.send('1');
  sink.send('2');
  expect(await sink.close(5_000)).toEqual({ delivered: 2, lost: 0 });
  expect(server.requests.map(({ body }) => body)).toEqual(['1', '1', '1', '2']);
});

test.each([400, 401, 404, 302])('an event that gets %d is lost at once, and the next one is sent', async (status) => {
  const server = await startServer((response, index) => void response.writeHead(index === 0 ? status : 200, { location: 'http://127.0.0.1:9/' }).end()); // prettier-ignore
  const sink = openHttpSink({ ...FAST, url: server.url, apiKey: 'k3y' });
  sink.send('1');
  sink.send('2');
  expect(await sink.close(5_000)).toEqual({ delivered: 1, lost: 1, reason: `the server answered ${status}` });
  expect(server.requests).toHaveLength(2);
});

test('a server that only fails gets a single try for each event after the first', async () => {
  const server = await startServer((response) => void response.writeHead(500).end());
  const sink = openHttpSink({ ...FAST, url: server.url });
  for (const event of ['1', '2', '3']) sink.send(event);
  expect(await sink.close(5_000)).toEqual({ delivered: 0, lost: 3, reason: 'the server answered 500' });
  expect(server.requests.map(({ body }) => body)).toEqual(['1', '1', '1', '1', '2', '3']);
});

test('a server that refuses the connection', async () => {
  const sink = openHttpSink({ ...FAST, url: await closedAddress(), apiKey: 'k3y' });
  sink.send('1');
  sink.send('2');
  const { reason, ...counts } = await sink.close(5_000);
  expect(counts).toEqual({ delivered: 0, lost: 2 });
  expect(reason).toBe('the server cannot be reached (ECONNREFUSED)');
});

test('a server that never answers holds nobody up: what it does not take in time is lost', async () => {
  const server = await startServer(() => undefined);
  const sink = openHttpSink({ ...FAST, timeoutMs: 60_000, url: server.url });
  for (const event of ['1', '2', '3']) sink.send(event);
  await server.came(1);
  const { delivered, lost } = await sink.close(10);
  expect({ delivered, lost }).toEqual({ delivered: 0, lost: 3 });
  sink.send('4');
  expect(server.requests).toHaveLength(1);
});

test('a request that takes too long is tried again', async () => {
  const server = await startServer((response, index) => void (index > 0 && response.writeHead(200).end()));
  const sink = openHttpSink({ ...FAST, timeoutMs: 50, url: server.url });
  sink.send('1');
  expect(await sink.close(20_000)).toEqual({ delivered: 1, lost: 0 });
});

test('the queue has an end', async () => {
  const server = await startServer();
  const sink = openHttpSink({ ...FAST, url: server.url, queueLimit: 2 });
  for (const event of ['1', '2', '3', '4', '5']) sink.send(event);
  const { delivered, lost, reason } = await sink.close(5_000);
  expect(delivered + lost).toBe(5);
  expect(lost).toBeGreaterThan(0);
  expect(reason).toBe('more than 2 events were waiting');
});

test('an error says nothing of the key', async () => {
  const sink = openHttpSink({ ...FAST, pausesMs: [], url: 'http://127.0.0.1:9/', apiKey: 'k3y\nwith a line' });
  sink.send('1');
  expect((await sink.close(5_000)).reason).not.toContain('k3y');
});
