import { afterAll, beforeAll, expect, test } from 'vitest';
import { lake, runTrino } from '../lake.ts';
import { expectSameTables, failuresOf, mixed } from './mixed.ts';
import { newLakeProject, newTwin, removeFolders, type LakeProject } from './place.ts';
import { startProxy, type Asked, type Fate, type Proxy } from './proxy.ts';

const shared = {} as { proxy: Proxy; lake: LakeProject; twin: Omit<LakeProject, 'prefix'>; day: number };
beforeAll(async () => {
  const proxy = await startProxy(lake().trino.url);
  const project = newLakeProject('trino', undefined, '', afterAll);
  const throughProxy = project.projectYml.replace(/port: \d+/, `port: ${proxy.port}`);
  project.project.write({ 'project.yml': throughProxy });
  Object.assign(shared, { proxy, lake: project, twin: newTwin(), day: 1 });
  for (const each of [shared.lake, shared.twin]) {
    each.project.write(mixed(1));
    expect(failuresOf(await each.project.command('build'))).toEqual([]);
  }
});
afterAll(async () => {
  await shared.proxy.stop();
  removeFolders();
});

/** Decides over the requests of one statement: `turn` counts them from 0, the statement's own POST. */
type Decide = (turn: number, queryId: string | undefined) => Fate | Promise<Fate>;

/** Which statement a request belongs to is known by its own text first, then by the query's id in the paths after it. */
function requestsOf(match: RegExp, decide: Decide): { strikes: number; decide: (asked: Asked) => Promise<Fate> } {
  let turn = 0;
  let wanted = false;
  const ours = new Set<string>();
  const others = new Set<string>();
  const state = {
    strikes: 0,
    decide: async ({ method, path, body }: Asked): Promise<Fate> => {
      if (method === 'DELETE') return 'pass';
      const id = /\/(\d{8}_\d{6}_\d{5}_\w{5})\//.exec(path)?.[1];
      if (method === 'POST') wanted = match.test(body);
      // One statement at a time is sent: what follows the one that is looked for is its own.
      if (id !== undefined && !ours.has(id) && !others.has(id)) (wanted ? ours : others).add(id);
      if (method === 'POST' ? !wanted : !ours.has(id ?? '')) return 'pass';
      const fate = await decide(turn, id);
      turn += 1;
      if (fate !== 'pass') state.strikes += 1;
      return fate;
    },
  };
  return state;
}

async function buildUnder(match: RegExp, decide: Decide): Promise<readonly string[]> {
  shared.day += 1;
  for (const { project } of [shared.lake, shared.twin]) project.write(mixed(shared.day));
  const faults = requestsOf(match, decide);
  shared.proxy.decide = (asked) => faults.decide(asked);
  const found = failuresOf(await shared.lake.project.command('build', { threads: 1 }));
  shared.proxy.decide = () => 'pass';
  expect(faults.strikes).toBeGreaterThan(0);
  expect(failuresOf(await shared.twin.project.command('build'))).toEqual([]);
  return found;
}

async function buildAgain(): Promise<void> {
  expect(failuresOf(await shared.lake.project.command('build', { threads: 1 }))).toEqual([]);
}

const TEXTS = {
  appended: /INSERT INTO \S*"appended"/,
  ruled: /INSERT INTO \S*"ruled"/,
  merged: /MERGE INTO \S*"merged"/,
  remade: /CREATE OR REPLACE TABLE \S*"remade"/,
  stage: /CREATE OR REPLACE TABLE \S*"ruled__lm_stage"/,
};

const FATES: Readonly<Record<string, Decide>> = {
  'a server that is busy at first': (turn) => (turn < 2 ? 'busy' : 'pass'),
  'a server that is busy when it is asked for the end': (turn) => (turn > 1 && turn < 5 ? 'busy' : 'pass'),
  'a start that is cut off': (turn) => (turn === 0 ? 'cut' : 'pass'),
  'a start whose answer is lost': (turn) => (turn === 0 ? 'lost' : 'pass'),
  'pages that are cut off': (turn) => (turn > 0 && turn % 2 === 0 && turn < 9 ? 'cut' : 'pass'),
  'pages whose answers are lost': (turn) => (turn > 0 && turn % 2 === 0 && turn < 9 ? 'lost' : 'pass'),
};

test.each(
  Object.entries(FATES).flatMap(([fate, decide], at) =>
    Object.entries(TEXTS)
      .filter((_, index) => process.env['CRASH_TESTS'] === 'all' || index % 3 === at % 3)
      .map(([name, match]) => ({ fate, name, decide, match })),
  ),
)('$fate ($name) does not hinder a build', { timeout: 300_000 }, async ({ match, decide }) => {
  expect(await buildUnder(match, decide)).toEqual([]);
  await expectSameTables(shared.lake, shared.twin);
});

test.each(Object.entries(TEXTS))(
  'a query that is killed on the server (%s) fails, and the next build has it all',
  { timeout: 300_000 },
  async (_, match) => {
    const ends: string[] = [];
    const found = await buildUnder(match, async (turn, id) => {
      if (turn !== 2 || id === undefined) return 'pass';
      await runTrino(`CALL system.runtime.kill_query(query_id => '${id}', message => 'as a test')`).then(
        () => ends.push('killed'),
        () => ends.push('was over'),
      );
      return 'busy';
    });
    expect(ends).toHaveLength(1);
    if (ends[0] === 'killed') expect(found.join()).toMatch(/^$|exit code 1,engine-/);
    await buildAgain();
    await expectSameTables(shared.lake, shared.twin);
  },
);

test('a server that stays away fails the build, and the next one has it all', { timeout: 300_000 }, async () => {
  const found = await buildUnder(TEXTS.appended, (turn) => (turn > 1 ? 'cut' : 'pass'));
  expect(found[0]).toBe('exit code 1');
  expect(found[1]).toMatch(/^engine-/);
  await buildAgain();
  await expectSameTables(shared.lake, shared.twin);
});
