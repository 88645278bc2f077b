import { expect, test } from 'vitest';
import type { Host } from '../lakemodel.ts';
import { hearSecrets } from './hear-secrets.ts';

function heard(variables: Readonly<Record<string, string>>, asked = Object.keys(variables)): readonly string[] {
  const host: Host = {
    now: () => new Date(0),
    env: (name) => variables[name],
    newId: () => 'id',
    signal: new AbortController().signal,
    onEvent: () => undefined,
  };
  const secrets = hearSecrets(host);
  for (const name of asked) expect(secrets.host.env(name)).toBe(variables[name]);
  return secrets.list();
}

test.each(['PASSWORD', 'DB_PASS', 'db_pwd', 'API_TOKEN', 'CLIENT_SECRET_2', 'AWS_ACCESS_KEY_ID', 'PRIVATE_KEY', 'APIKEY', 'DBT_ENV_SECRET_X'])(
  'a variable that is a secret by its name: %s',
  (name) => expect(heard({ [name]: 'value' })).toEqual(['value']),
); // prettier-ignore

test.each(['COMPASS_URL', 'AUTHOR', 'BYPASS', 'TOKENIZER', 'SCHEMA', 'KEYSPACE', 'PASSENGERS'])('and one that is not: %s', (name) =>
  expect(heard({ [name]: 'value' })).toEqual([]),
); // prettier-ignore

test('only what is read is known', () => {
  expect(heard({ TOKEN: 'value' }, [])).toEqual([]);
  expect(heard({}, ['TOKEN'])).toEqual([]);
});

test("secrets of a target's settings, and not templates that are still there", () => {
  const secrets = hearSecrets({ env: () => undefined } as unknown as Host);
  const settings = { password: 'word', token: "{{ env_var('TOKEN') }}", schema: 'shop' };
  secrets.ofTarget({ name: 'cloud', type: 'trino', threads: 1, settings });
  expect(secrets.list()).toEqual(['word']);
});
