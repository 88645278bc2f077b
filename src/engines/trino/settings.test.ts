import { expect, test } from 'vitest';
import type { StatementError } from '../engine.ts';
import { readTrinoSettings } from './settings.ts';

const BASE = { host: 'lake.example', catalog: 'Iceberg', user: 'me' };

function refusal(keys: Record<string, unknown>): string {
  try {
    readTrinoSettings({ ...BASE, ...keys });
  } catch (error) {
    const { diagnostic } = error as StatementError;
    expect(diagnostic.code).toBe('engine-target-invalid');
    return diagnostic.message;
  }
  throw new Error('not refused');
}

test('what is not said', () => {
  expect(readTrinoSettings(BASE)).toEqual({
    host: 'lake.example',
    port: 8080,
    isSecure: false,
    catalog: 'iceberg',
    user: 'me',
    secrets: [],
    isVerified: true,
    sessionProperties: {},
    headers: {},
    source: 'lakemodel',
    clientTags: [],
    requestTimeoutMs: 60_000,
  });
  expect(readTrinoSettings({ host: 'h', database: 'lake' })).toMatchObject({ catalog: 'lake', user: expect.stringMatching(/./) });
}); // prettier-ignore

test('TLS is what its keys say, and where someone signs in', () => {
  const secure = { isSecure: true, port: 443 };
  expect(readTrinoSettings({ ...BASE, http_scheme: 'https' })).toMatchObject(secure);
  expect(readTrinoSettings({ ...BASE, ssl: true })).toMatchObject(secure);
  expect(readTrinoSettings({ ...BASE, password: 'p' })).toMatchObject(secure);
  expect(readTrinoSettings({ ...BASE, jwt_token: 't', port: 8443 })).toMatchObject({ isSecure: true, port: 8443 });
  expect(readTrinoSettings({ ...BASE, host: 'localhost', password: 'p', ssl: false })).toMatchObject({ isSecure: false, port: 8080 }); // prettier-ignore
});

test.each([
  [{ host: '' }, "The target's `host` cannot be used: It must name the coordinator."],
  [{ catalog: undefined }, 'It must name the catalog of Iceberg tables.'],
  [{ password: 's3cr3t', jwt_token: 't' }, 'There is a `password`, too'],
  [{ password: 's3cr3t', user: 'a:b' }, 'no colon'],
  [{ password: 's3cr3t', http_scheme: 'http' }, 'not sent over plain HTTP'],
  [{ jwt_token: 's3cr3t', ssl: false }, 'not sent over plain HTTP'],
  [{ http_scheme: 'http', ssl: true }, 'says the opposite'],
  [{ session_properties: { time_zone_id: 'Europe/Paris' } }, 'models run in UTC everywhere'],
  [{ session_properties: { 'a=b': '1' } }, '"a=b" is no name of a session property.'],
  [{ user: 'Jürgen' }, 'characters that cannot be sent'],
  [{ jwt_token: 's3cr3t\n' }, 'characters that cannot be sent'],
  [{ http_headers: { 'X-A': 'a\r\nX-B: s3cr3t' } }, 'characters that cannot be sent'],
  [{ http_headers: { 'X A': 'a' } }, '"X A" is no name of a header.'],
])('refused: %j', (keys, message) => {
  expect(refusal(keys)).toContain(message);
  expect(refusal(keys)).not.toContain('s3cr3t');
});
