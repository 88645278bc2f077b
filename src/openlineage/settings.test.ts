import { expect, test } from 'vitest';
import { deliveryOf, type Asked } from './settings.ts';

const ENV = {
  OPENLINEAGE_URL: 'https://env.example/base/',
  OPENLINEAGE_API_KEY: 'env-key',
  OPENLINEAGE_NAMESPACE: 'env-ns',
};

function ask({ env = {}, ...asked }: Omit<Asked, 'env'> & { readonly env?: Readonly<Record<string, string>> }) {
  const { value, diagnostics } = deliveryOf({ ...asked, env: (name) => env[name] });
  return diagnostics.length > 0 ? diagnostics.map(({ code, severity }) => `${severity} ${code}`) : value;
}

test('the environment alone asks for nothing', () => {
  expect(ask({ env: ENV })).toBeUndefined();
  expect(ask({ env: ENV, project: { enabled: false, url: 'https://p.example' } })).toBeUndefined();
});

test('a project that asks leaves the place to the environment', () => {
  expect(ask({ env: ENV, project: { enabled: true } })).toEqual({
    place: { kind: 'http', url: 'https://env.example/base/api/v1/lineage', apiKey: 'env-key', timeoutMs: 5000 },
    namespace: 'env-ns',
  });
  expect(ask({ env: { ...ENV, OPENLINEAGE_ENDPOINT: '/x/y' }, flag: true })).toMatchObject({ place: { url: 'https://env.example/base/x/y' } }); // prettier-ignore
});

test('the flag names another place, which does not get the key of the project', () => {
  const project = {
    enabled: false,
    url: 'https://p.example',
    apiKey: 'project-key',
    timeoutSeconds: 1,
    namespace: 'p',
  };
  expect(ask({ project, flag: true })).toEqual({
    place: { kind: 'http', url: 'https://p.example/api/v1/lineage', apiKey: 'project-key', timeoutMs: 1000 },
    namespace: 'p',
  });
  expect(ask({ project, flag: 'http://other:5000' })).toEqual({
    place: { kind: 'http', url: 'http://other:5000/api/v1/lineage', timeoutMs: 1000 },
    namespace: 'p',
  });
  expect(ask({ project, flag: '/tmp/events.jsonl' })).toMatchObject({
    place: { kind: 'file', path: '/tmp/events.jsonl' },
  });
  expect(ask({ project: { enabled: true, file: 'e.jsonl' }, env: ENV })).toMatchObject({
    place: { kind: 'file', path: 'e.jsonl' },
  });
});

test.each(['true', 'TRUE', '1'])('OPENLINEAGE_DISABLED=%s wins over everything', (value) => {
  expect(
    ask({ env: { ...ENV, OPENLINEAGE_DISABLED: value }, flag: 'x.jsonl', project: { enabled: true } }),
  ).toBeUndefined();
});

test('nothing says where', () => {
  expect(ask({ flag: true })).toEqual(['error openlineage-place-missing']);
  expect(ask({ project: { enabled: true }, env: { OPENLINEAGE_URL: ' ' } })).toEqual([
    'info openlineage-place-missing',
  ]);
});

test.each(['http://', 'https://u:p@x.example', 'https://u@x.example', 'kafka://x', 's3://bucket/file'])(
  '%s is refused',
  (flag) => {
    expect(ask({ flag })).toEqual(['error openlineage-place-invalid']);
  },
);

test('a key that no header takes is refused, and not shown', () => {
  const { diagnostics } = deliveryOf({
    flag: 'http://x',
    env: (name) => (name === 'OPENLINEAGE_API_KEY' ? 'söcret key' : undefined),
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['openlineage-place-invalid']);
  expect(JSON.stringify(diagnostics)).not.toContain('söcret');
  expect(ask({ flag: 'http://x', env: { OPENLINEAGE_API_KEY: ' padded\n' } })).toMatchObject({
    place: { apiKey: 'padded' },
  });
});

test('who started the run', () => {
  const id = '0193f3a2-0000-7000-8000-000000000001';
  const env = { OPENLINEAGE_PARENT_ID: `my/ns/dag.task/${id}`, OPENLINEAGE_ROOT_PARENT_ID: `ns/dag/${id}` };
  expect(ask({ flag: 'x', env })).toMatchObject({
    parent: { namespace: 'my/ns', name: 'dag.task', runId: id },
    root: { namespace: 'ns', name: 'dag', runId: id },
  });
  expect(ask({ flag: 'x', env: { OPENLINEAGE_PARENT_ID: 'ns/job/not-a-uuid' } })).not.toHaveProperty('parent');
});
