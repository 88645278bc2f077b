import { expect, test } from 'vitest';
import { diagnose } from '../../diagnostics/index.ts';
import type { AwsInspector, WorkGroupFacts } from '../../engines/aws/inspect.ts';
import { StatementError } from '../../engines/engine.ts';
import { athenaChecks } from './athena-checks.ts';
import { exitCodeOf, runChecks } from './checks.ts';
import { fakeContext } from './testkit/fake-context.ts';

const NOW = new Date(Date.UTC(2026, 0, 1));
const FINE: WorkGroupFacts = {
  enabled: true,
  engineVersion: 'Athena engine version 3',
  enforced: false,
  managedResults: false,
};
const SETTINGS = { region: 'eu-west-1', s3_staging_dir: 's3://results/a/', s3_data_dir: 's3://lake/t/' };

interface Given {
  readonly group?: Partial<WorkGroupFacts>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly aws?: Partial<AwsInspector>;
  readonly write?: boolean;
  readonly stateLocation?: string;
}

async function examine({ group, settings = SETTINGS, aws, write = false, stateLocation }: Given = {}) {
  const calls: string[] = [];
  const fake: AwsInspector = {
    identity: () =>
      Promise.resolve({ account: '123456789012', arn: 'arn:aws:iam::123456789012:user/u', serverTime: NOW }),
    workGroup: () => Promise.resolve({ ...FINE, ...group }),
    databases: () => Promise.resolve(['gold']),
    bucketRegion: () => Promise.resolve('eu-west-1'),
    list: (location) => Promise.resolve(void calls.push(`list ${location}`)),
    tryConditionalWrite: (location) => Promise.resolve(calls.push(`write ${location}`) > 0),
    close: () => Promise.resolve(),
    ...aws,
  };
  const context = fakeContext('athena', settings, { write, ...(stateLocation !== undefined && { stateLocation }) });
  const checks = athenaChecks(context, fake).filter(({ id }) => id !== 'write');
  const results = await runChecks(checks);
  return { results, calls, byId: Object.fromEntries(results.map((result) => [result.id, result])) };
}

const refuse = (code: 'aws-access-denied' | 'aws-credentials-missing') => () =>
  Promise.reject(
    new StatementError(
      code === 'aws-access-denied'
        ? diagnose(code, { what: 'Listing', detail: 'no right.' })
        : diagnose(code, { detail: 'none found.' }),
    ),
  );

test('an account that is fine; nothing is written', async () => {
  const { results, calls, byId } = await examine();
  expect(results.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'credentials ok',
    'clock ok',
    'work-group ok',
    'results ok',
    'catalog ok',
    'tables ok',
    'state ok',
    'quota ok',
  ]);
  expect(byId['credentials']?.detail).toBe('Account 123456789012, arn:aws:iam::123456789012:user/u.');
  expect(calls).toEqual(['list s3://results/a/', 'list s3://lake/t/_lakemodel/state/']);
});

test('without credentials all else is left out, and the engine counts as not reached', async () => {
  const { results } = await examine({ aws: { identity: refuse('aws-credentials-missing') } });
  expect(results.filter(({ status }) => status === 'skipped').length).toBe(6);
  expect(exitCodeOf(results)).toBe(3);
});

test.each([
  [{ enabled: false }, 'work-group', 'is disabled'],
  [{ engineVersion: 'Athena engine version 2' }, 'work-group', 'engine version 2'],
])('a work group that will not do: %j', async (group, id, detail) => {
  const { byId } = await examine({ group });
  expect(byId[id]).toMatchObject({ status: 'failed' });
  expect(byId[id]?.detail).toContain(detail);
  expect(byId['results']?.status).toBe('skipped');
});

test('where results go: the work group may enforce its own place, keep them itself, or say nothing', async () => {
  const enforced = { enforced: true, resultLocation: 's3://group/r' };
  expect((await examine({ group: enforced })).byId['results']).toMatchObject({ status: 'warning' });
  expect((await examine({ group: { enforced: true, resultLocation: 's3://results/a' } })).byId['results']?.status).toBe(
    'ok',
  );
  expect((await examine({ group: { managedResults: true } })).byId['results']?.detail).toContain('managed');
  const { s3_staging_dir: _, ...without } = SETTINGS;
  expect((await examine({ settings: without })).byId['results']).toMatchObject({ status: 'failed' });
  expect((await examine({ settings: without, group: enforced })).calls).toContain('list s3://group/r');
});

test('a bucket of another region', async () => {
  const { byId } = await examine({ aws: { bucketRegion: () => Promise.resolve('us-east-1') } });
  expect(byId['tables']).toMatchObject({
    status: 'failed',
    detail: 's3://lake/t/ lies in us-east-1, the target in eu-west-1.',
  });
});

test('rights that are missing are told, one by one', async () => {
  const { results } = await examine({
    aws: { list: refuse('aws-access-denied'), databases: refuse('aws-access-denied') },
  });
  expect(results.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual([
    'results',
    'catalog',
    'state',
  ]);
  expect(exitCodeOf(results)).toBe(1);
});

test('state: conditional writes are tried with --write, below the state prefix', async () => {
  const { byId, calls } = await examine({ write: true });
  expect(byId['state']?.detail).toContain('honours conditional writes');
  expect(calls).toContain('write s3://lake/t/_lakemodel/state/doctor-id-1');
  const ignored = await examine({ write: true, aws: { tryConditionalWrite: () => Promise.resolve(false) } });
  expect(ignored.byId['state']?.status).toBe('failed');
  expect((await examine({ stateLocation: 'here' })).byId['state']?.status).toBe('warning');
});
