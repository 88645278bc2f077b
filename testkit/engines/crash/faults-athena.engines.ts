import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AthenaFront, Fault } from '../../athena-front/front.js';
import { expectSameTables, failuresOf, mixed } from './mixed.ts';
import { newFront, newLakeProject, newTwin, removeFolders, type LakeProject } from './place.ts';

const shared = {} as { front: AthenaFront; lake: LakeProject; twin: Omit<LakeProject, 'prefix'>; day: number };
beforeAll(async () => {
  const front = await newFront();
  Object.assign(shared, { front, lake: newLakeProject('athena', front, '', afterAll), twin: newTwin(), day: 1 });
  for (const { project } of [shared.lake, shared.twin]) {
    project.write(mixed(1));
    expect(failuresOf(await project.command('build'))).toEqual([]);
  }
});
afterAll(async () => {
  await shared.front.stop();
  removeFolders();
});

/** Builds one day more under faults; the twin builds it undisturbed. */
async function buildUnder(faults: readonly Fault[]): Promise<readonly string[]> {
  shared.day += 1;
  for (const { project } of [shared.lake, shared.twin]) project.write(mixed(shared.day));
  shared.front.faults.clear();
  for (const fault of faults) shared.front.faults.next(fault);
  const found = failuresOf(await shared.lake.project.command('build'));
  expect(shared.front.faults.pending.filter(({ times = 1 }) => times < 30)).toEqual([]);
  shared.front.faults.clear();
  expect(failuresOf(await shared.twin.project.command('build'))).toEqual([]);
  return found;
}

const APPENDED = /INSERT INTO \S*"appended"/;
const RULED = /INSERT INTO \S*"ruled"/;
const MERGED = /MERGE INTO \S*"merged"/;
const REMADE = /MERGE INTO \S*"remade"/;

test.each<[string, readonly Fault[]]>([
  [
    'a service that is too busy, at every call',
    [
      { when: 'start', kind: 'throttle', times: 3 },
      { when: 'start', kind: 'too-many', times: 2 },
      { when: 'poll', kind: 'throttle', times: 3 },
      { when: 'results', kind: 'throttle', times: 2 },
    ],
  ],
  [
    'a service that stumbles, at every call',
    [
      { when: 'start', kind: 'internal', times: 2 },
      { when: 'poll', kind: 'internal', times: 2 },
      { when: 'results', kind: 'internal' },
      { when: 'start', kind: 'cut', times: 2 },
      { when: 'poll', kind: 'cut', times: 2 },
      { when: 'results', kind: 'cut' },
    ],
  ],
  [
    'a start whose answer is lost',
    [APPENDED, RULED, MERGED, REMADE].map((match) => ({ when: 'start', kind: 'commit-then-error', match })),
  ],
  [
    'another writer that was first',
    [APPENDED, RULED, MERGED, REMADE].map((match) => ({ when: 'run', kind: 'iceberg-commit', match })),
  ],
  [
    'a commit that is reported as failed',
    [APPENDED, MERGED, REMADE].map((match) => ({ when: 'run', kind: 'commit-then-error', match })),
  ],
  ['a counted commit that is reported as failed', [{ when: 'run', kind: 'commit-then-error', match: RULED }]],
])('%s does not hinder a build', { timeout: 300_000 }, async (_, faults) => {
  expect(await buildUnder(faults)).toEqual([]);
  await expectSameTables(shared.lake, shared.twin);
});

test.each<[string, readonly Fault[], readonly string[]]>([
  [
    'a table that others always write first',
    [{ when: 'run', kind: 'iceberg-commit', match: APPENDED, times: 50 }],
    ['engine-conflict'],
  ],
  [
    'a merge that others always win',
    [{ when: 'run', kind: 'iceberg-commit', match: MERGED, times: 50 }],
    ['engine-conflict'],
  ],
  [
    'a stage that is never made',
    [{ when: 'run', kind: 'iceberg-commit', match: /CREATE TABLE .*__lm_stage/, times: 50 }],
    ['engine-conflict'],
  ],
  [
    'a query that dies half-way',
    [APPENDED, MERGED].map((match) => ({ when: 'run', kind: 'dies-halfway', match })),
    ['athena-resources', 'athena-resources'],
  ],
  [
    'a stage that dies half-way',
    [{ when: 'run', kind: 'dies-halfway', match: /CREATE TABLE .*__lm_stage/ }],
    ['athena-resources'],
  ],
  [
    // Sent again, it finds the table that it made.
    'a stage that is reported as failed',
    [{ when: 'run', kind: 'commit-then-error', match: /CREATE TABLE .*__lm_stage/ }],
    ['engine-statement-refused'],
  ],
])('%s fails in words, and the next build has it all', { timeout: 300_000 }, async (_, faults, codes) => {
  const found = await buildUnder(faults);
  expect(found.map((each) => each.split(':')[0])).toEqual(['exit code 1', ...codes]);
  shared.day -= 1;
  expect(await buildUnder([])).toEqual([]);
  await expectSameTables(shared.lake, shared.twin);
});
