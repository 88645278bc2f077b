import { afterAll, beforeAll, expect, test } from 'vitest';
import { DiagnosticError } from '../../../src/diagnostics/index.ts';
import { dataFolder, lake } from '../lake.ts';
import { expectSameTables, failuresOf, mixed } from './mixed.ts';
import { newLakeProject, newTwin, removeFolders, type LakeProject } from './place.ts';
import { startProxy, type Asked, type Fate, type Proxy } from './proxy.ts';

const shared = {} as { proxy: Proxy; lake: LakeProject; twin: Omit<LakeProject, 'prefix'>; day: number };
beforeAll(async () => {
  const proxy = await startProxy(lake().aws.endpoint);
  const project = newLakeProject('trino', undefined, '', afterAll);
  const state = `state: { location: '${dataFolder(project.prefix)}/_lakemodel/state/' }\n`;
  const yml = `${project.projectYml}${state}`.replace(/endpoint_url: \S+/, `endpoint_url: ${proxy.url}`);
  project.project.write({ 'project.yml': yml });
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

const isState = ({ path }: Asked) => path.includes('_lakemodel/state/');
const isWriteOf = (what: string) => (asked: Asked) =>
  asked.method === 'PUT' && isState(asked) && asked.path.includes(`/${what}/`);

/** Builds a day more while some requests, by their number, meet a fate. */
async function buildUnder(
  isHit: (asked: Asked) => boolean,
  fateOf: (turn: number) => Fate,
): Promise<{ readonly found: readonly string[]; readonly hits: number }> {
  shared.day += 1;
  for (const { project } of [shared.lake, shared.twin]) project.write(mixed(shared.day));
  let turn = 0;
  shared.proxy.decide = (asked) => (isHit(asked) ? fateOf(turn++) : 'pass');
  const found = await shared.lake.project.command('build', { threads: 1 }).then(failuresOf, codesOf);
  shared.proxy.decide = () => 'pass';
  expect(failuresOf(await shared.twin.project.command('build'))).toEqual([]);
  return { found, hits: turn };
}

/** State that cannot be written in the end is thrown, and said by whoever called. */
function codesOf(error: unknown): readonly string[] {
  if (error instanceof DiagnosticError) return ['exit code 1', ...error.diagnostics.map(({ code }) => code)];
  throw error;
}

test.each<[string, (asked: Asked) => boolean, (turn: number) => Fate]>([
  ['is busy now and then', isState, (turn) => (turn % 4 === 1 ? 'busy' : 'pass')],
  ['cuts connections now and then', isState, (turn) => (turn % 4 === 2 ? 'cut' : 'pass')],
  ['loses its answers to writes of state', isWriteOf('models'), (turn) => (turn % 2 === 0 ? 'lost' : 'pass')],
  ['loses its answers to writes of locks', isWriteOf('locks'), (turn) => (turn % 3 === 0 ? 'lost' : 'pass')],
])('a storage that %s does not hinder a build', { timeout: 300_000 }, async (_, isHit, fateOf) => {
  const { found, hits } = await buildUnder(isHit, fateOf);
  expect(found).toEqual([]);
  expect(hits).toBeGreaterThan(3);
  await expectSameTables(shared.lake, shared.twin);
});

test.each([2, 5, 8])(
  'a storage that goes away at write %i fails the build, and the next has it all',
  { timeout: 300_000 },
  async (from) => {
    const { found } = await buildUnder(
      (asked) => isState(asked) && asked.method === 'PUT',
      (turn) => (turn >= from ? 'busy' : 'pass'),
    );
    expect(found[0]).toMatch(/^exit code [12]$/);
    expect(found.join('\n')).toMatch(/state-unavailable|run-lock-lost/);
    expect(failuresOf(await shared.lake.project.command('build', { threads: 1 }))).toEqual([]);
    await expectSameTables(shared.lake, shared.twin);
  },
);
