import { afterAll, expect, test } from 'vitest';
import { compileCommandLine, start } from '../../e2e/compiled.ts';
import { newLakeProject, newTwin, relationsOf, removeFolders } from './place.ts';
import { expectSameTables, failuresOf, mixed } from './mixed.ts';
import { runTrino } from '../lake.ts';

const compiled = compileCommandLine();
afterAll(() => {
  compiled.remove();
  removeFolders();
});

test(
  'of two runs at once each model is written by one at a time; the other says so',
  { timeout: 300_000 },
  async () => {
    const { project, prefix } = newLakeProject('trino', undefined);
    const twin = newTwin();
    for (const day of [2, 3]) {
      for (const each of [project, twin.project]) each.write(mixed(day));
      const runs = [1, 2].map(() => start(compiled.main, project.dir, 'run').ended);
      for (const { status, stdout, stderr } of await Promise.all(runs)) {
        expect([0, 1]).toContain(status);
        if (status === 1) expect(stdout + stderr).toMatch(/run-locked|state-moved|already exists/);
      }
      // Whatever neither did, the next run does.
      expect(await start(compiled.main, project.dir, 'run').ended).toMatchObject({ status: 0 });
      expect(failuresOf(await twin.project.command('run'))).toEqual([]);
      await expectSameTables({ prefix }, twin);
    }
  },
);

/** Numbers between 0 and 1 that are the same in each run of the suite. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const KILLS = process.env['CRASH_TESTS'] === 'all' ? 12 : 3;

test('a process that is killed at any time is followed by one that has it all', { timeout: 600_000 }, async () => {
  const random = seeded(20_260_101);
  const { project, prefix } = newLakeProject('trino', undefined);
  const twin = newTwin();
  for (const each of [project, twin.project]) each.write(mixed(2));
  const begun = performance.now();
  expect(await start(compiled.main, project.dir, 'run').ended).toMatchObject({ status: 0 });
  const wholeRun = performance.now() - begun;
  for (let kill = 1; kill <= KILLS; kill++) {
    for (const each of [project, twin.project]) each.write(mixed(2 + kill));
    const killed = start(compiled.main, project.dir, 'run');
    await new Promise((go) => setTimeout(go, random() * wholeRun));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = await start(compiled.main, project.dir, 'run').ended;
    // What its queries finished meanwhile makes the next one be planned again.
    if (next.status !== 0) expect(next.stdout + next.stderr).toContain('state-moved');
    if (next.status !== 0) expect(await start(compiled.main, project.dir, 'run').ended).toMatchObject({ status: 0 });
    expect(failuresOf(await twin.project.command('run'))).toEqual([]);
    await expectSameTables({ prefix }, twin);
    expect(await relationsOf(prefix)).not.toEqual([]);
    const running = await runTrino(
      `select count(*) from system.runtime.queries where "user" = '${prefix}' and state not in ('FINISHED', 'FAILED') and regexp_like(query, '(?im)^\\s*(create|insert|merge|drop|alter|update|delete)\\b')`,
    );
    expect(running.rows).toEqual([[0]]);
  }
});
