import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type * as Registry from '../../../src/engines/registry.ts';
import type * as StateStores from '../../../src/workflow/state-store.ts';
import type { AthenaFront } from '../../athena-front/front.js';
import { problems, type TestProject } from '../../e2e/harness.ts';
import { killedAt, latestStore } from './mortal.ts';
import {
  dropTable,
  newFront,
  newLakeProject,
  newTwin,
  relationsOf,
  removeFolders,
  rowsOfTwin,
  rowsOnLake,
  stateOf,
  twinFiles,
  type CloudEngine,
} from './place.ts';
import { LAX_RULES, STRATEGIES, type Strategy } from './strategies.ts';

vi.mock('../../../src/engines/registry.ts', async (original) => {
  const { mortalConnection } = await import('./mortal.ts');
  const real = await original<typeof Registry>();
  const openConnection: typeof real.openConnection = async (config) => {
    const opened = await real.openConnection(config);
    return opened.value ? { ...opened, value: mortalConnection(opened.value) } : opened;
  };
  return { ...real, openConnection };
});

vi.mock('../../../src/workflow/state-store.ts', async (original) => {
  const { mortalStore } = await import('./mortal.ts');
  const real = await original<typeof StateStores>();
  const openStateStore: typeof real.openStateStore = async (...given) =>
    mortalStore(await real.openStateStore(...given));
  return { ...real, openStateStore };
});

// CRASH_TESTS=all kills a run at every moment, CRASH_TESTS=7 at every seventh; where a strategy begins to count is its own number.
const STRIDE = process.env['CRASH_TESTS'] === 'all' ? 1 : Number(process.env['CRASH_TESTS'] ?? 59);
const MOST_REPETITIONS = 2;

const shared: { front?: AthenaFront } = {};
beforeAll(async () => {
  shared.front = await newFront();
});
afterAll(() => shared.front?.stop());
afterEach(() => {
  if (!process.env['CRASH_KEEP']) removeFolders();
});

/** The command that is killed and repeated; its problems, none where all went well. */
async function command({ command: name }: Strategy, project: TestProject): Promise<readonly string[]> {
  if (name !== 'replay') return failuresOf(await project.command('build', { threads: 1 }));
  return failuresOf(await project.quarantine('replay', { model: 'm' }));
}

function failuresOf(report: Parameters<typeof problems>[0] & { readonly exitCode: number }): readonly string[] {
  return report.exitCode === 0 ? [] : [`exit code ${report.exitCode}`, ...problems(report)];
}

/** A run that finds something else than it was planned from sends nothing and asks to be started again. */
async function repeatedUntilDone(strategy: Strategy, project: TestProject): Promise<readonly string[]> {
  for (let repetition = 1; ; repetition++) {
    const found = await command(strategy, project);
    if (repetition < MOST_REPETITIONS && found.some((each) => each.startsWith('state-moved'))) continue;
    if (found.length > 0 || strategy.command !== 'replay') return found;
    // A replay that finds no open rows takes no lock: what a dead one left beside the tables goes with the next run.
    return failuresOf(await project.command('run', { threads: 1 }));
  }
}

/** The view that every project has is killed in one of them. */
function besides({ tables }: Strategy): RegExp {
  return 'gold.events' in tables ? /^$/ : /events$|VIEW \S*events\W/;
}

describe.each(['trino', 'athena'] as const)('on %s, killed at any moment and repeated:', (engine: CloudEngine) => {
  for (const [number, strategy] of STRATEGIES.entries()) {
    test(strategy.name, { timeout: 1_800_000 }, async () => {
      const { project, prefix, clock } = newLakeProject(engine, shared.front);
      const twin = newTwin();
      const both = [project, twin.project];
      const deliver = async (day: number) => {
        for (const each of both) {
          each.write(each === project ? strategy.files(day) : twinFiles(strategy.files(day)));
          if (strategy.command !== 'replay') continue;
          // Not a build, whose tests would find what earlier replays have published.
          expect(failuresOf(await each.command('run'))).toEqual([]);
          each.write(LAX_RULES);
        }
      };
      if (!strategy.madeFirst) {
        await deliver(1);
        for (const each of both) expect(await command(strategy, each)).toEqual([]);
      }
      let day = 1;
      for (let moment = 1 + (number % STRIDE), isOver = false; !isOver; moment += STRIDE) {
        day += 1;
        for (const table of strategy.madeFirst ?? []) await dropTable(prefix, table);
        await deliver(day);
        const ending = await killedAt(moment, besides(strategy), () => command(strategy, project));
        isOver = 'result' in ending;
        const at = 'died' in ending ? `moment ${moment}, ${ending.died}` : `no crash`;
        const repeated = 'died' in ending ? await repeatedUntilDone(strategy, project) : ending.result;
        expect.soft([at, repeated]).toEqual([at, []]);
        const state = await stateOf(latestStore());
        twin.clock.commands = clock.commands;
        await expectOfTwin(strategy, twin.project);
        expect.soft([at, state.unfinished]).toEqual([at, []]);
        expect.soft([at, state.watermarks]).toEqual([at, (await stateOf(latestStore())).watermarks]);
        for (const [table, columns] of Object.entries(strategy.tables)) {
          const expected = await rowsOfTwin(twin.project, table, columns);
          expect.soft([at, table, await rowsOnLake(prefix, table, columns)]).toEqual([at, table, expected]);
        }
        const left = (await relationsOf(prefix)).filter((name) => name.includes('__lm_'));
        expect.soft([at, left]).toEqual([at, []]);
        if (process.env['CRASH_TELL']) console.log(engine, strategy.name, at.slice(0, 90).replaceAll('\n', ' '));
      }
    });
  }
});

async function expectOfTwin(strategy: Strategy, project: TestProject): Promise<void> {
  expect(await command(strategy, project)).toEqual([]);
}
