import { expect, test } from 'vitest';
import type { Flags } from './flags.ts';
import { toInvocation } from './invocation.ts';
import { fakeWorld, type FakeSettings } from './testkit/fake-world.ts';
import { UsageError } from './usage-error.ts';

const defaults = {
  projectDir: '/work/project',
  vars: {},
  select: [],
  exclude: [],
  resourceTypes: [],
  indirectSelection: 'eager',
  fullRefresh: false,
  failFast: false,
  storeFailures: false,
  dryRun: false,
};

function check(flags: Flags, expected: object, settings: FakeSettings = {}): void {
  expect(toInvocation(flags, fakeWorld(settings).world)).toEqual({ ...defaults, ...expected });
}

function checkRefused(flags: Flags, message: string, settings: FakeSettings = {}): void {
  const call = () => toInvocation(flags, fakeWorld(settings).world);
  expect(call).toThrow(UsageError);
  expect(call).toThrow(message);
}

test('no flags: defaults, and the project of a folder above', () => check({}, {}));

test('all flags', () =>
  check(
    {
      target: 'prod',
      targetPath: 'out',
      vars: '{a: 1}',
      threads: 8,
      select: ['+a', 'b,c'],
      models: ['d'],
      exclude: ['e'],
      selector: 'nightly',
      resourceType: ['model'],
      indirectSelection: 'cautious',
      fullRefresh: true,
      empty: true,
      failFast: true,
      storeFailures: true,
      dryRun: true,
      state: '../prod',
    },
    {
      target: 'prod',
      targetPath: '/work/project/models/out',
      vars: { a: 1 },
      threads: 8,
      select: ['+a', 'b,c', 'd'],
      exclude: ['e'],
      selector: 'nightly',
      resourceTypes: ['model'],
      indirectSelection: 'cautious',
      fullRefresh: true,
      empty: true,
      failFast: true,
      storeFailures: true,
      dryRun: true,
      state: '/work/project/prod',
    },
  ));

test('environment: used where no flag is given; empty counts as unset', () => {
  const env = { LAKEMODEL_TARGET: 'ci', LAKEMODEL_PROJECT_DIR: '/srv/p' };
  const files = ['/srv/p/project.yml', '/work/project/project.yml'];
  check({}, { target: 'ci', projectDir: '/srv/p' }, { env, files });
  check({ target: 'prod', projectDir: '..' }, { target: 'prod' }, { env, files });
  check({}, {}, { env: { LAKEMODEL_TARGET: '', LAKEMODEL_PROJECT_DIR: '' } });
});

test('project.yaml and dbt_project.yml are projects too', () => {
  check({}, {}, { files: ['/work/project/project.yaml'] });
  check({}, { projectDir: '/work' }, { files: ['/work/dbt_project.yml'] });
});

test('no project', () => {
  checkRefused({}, 'There is no project.yml in "/work/project/models" or in a folder above it.', { files: [] });
  // A folder that is named is meant: folders above it are not searched.
  checkRefused({ projectDir: '.' }, 'There is no project.yml in "/work/project/models".');
});

test('excluded types leave the others', () => {
  check({ excludeResourceType: ['test', 'unit_test'], resourceType: ['model', 'test'] }, { resourceTypes: ['model'] });
  const types = toInvocation({ excludeResourceType: ['test'] }, fakeWorld().world).resourceTypes;
  expect(types).toContain('model');
  expect(types).not.toContain('test');
  checkRefused({ excludeResourceType: ['model'], resourceType: ['model'] }, 'leave no type');
});

test('event time: both ends or neither, as times in UTC, the first before the second', () => {
  check(
    { eventTimeStart: '2026-01-01', eventTimeEnd: '2026-01-02T06:30' },
    { eventTime: { start: '2026-01-01 00:00:00', end: '2026-01-02 06:30:00' } },
  );
  checkRefused({ eventTimeStart: '2026-01-01' }, 'go together');
  checkRefused({ eventTimeStart: 'yesterday', eventTimeEnd: '2026-01-02' }, '--event-time-start cannot be "yesterday"');
  checkRefused({ eventTimeStart: '2026-01-02', eventTimeEnd: '2026-01-02' }, 'must be before');
});
