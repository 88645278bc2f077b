import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { LakeAddresses } from '../../scripts/lake/lake.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { query } from '../../scripts/trino/client.js';

const START = join(import.meta.dirname, '../../scripts/lake/start.js');

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** A lake of a test's own, whose files lie in `folder`. */
interface StartedLake {
  readonly child: ChildProcess;
  readonly folder: string;
  /** The keeper, once it has so many processes in its group, itself included. */
  readonly keeperWith: (processes: number) => Promise<number>;
  readonly addresses: Promise<LakeAddresses>;
}

function startLakeProcess(): StartedLake {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-lake-test-'));
  const child = spawn(process.execPath, [START], {
    // A developer's profile, which the double must not look for.
    env: { ...process.env, AWS_PROFILE: 'elsewhere', TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  const firstLine = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
  const tooEarly = once(child, 'exit').then((how) => Promise.reject(new Error(`It ended with ${how.join(', ')}.`)));
  const addresses = Promise.race([firstLine, tooEarly]).then((line) => JSON.parse(line) as LakeAddresses);
  addresses.catch(() => undefined);
  const keeperWith = (processes: number) =>
    until(() => {
      const keeper = allProcesses().find(({ parent, pid, group }) => parent === child.pid && pid === group)?.pid;
      return keeper !== undefined && groupOf(keeper).length >= processes ? keeper : undefined;
    });
  return { child, folder, keeperWith, addresses };
}

function allProcesses(): readonly Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [pid = '', parent = '', group = '', state = ''] = line.trim().split(/\s+/);
    // What has ended stays listed until its parent, in a container perhaps one that never does, asks how.
    return state.startsWith('Z') ? [] : { pid: Number(pid), parent: Number(parent), group: Number(group) };
  });
}

function groupOf(keeper: number): readonly Process[] {
  return allProcesses().filter(({ group }) => group === keeper);
}

/** The first answer that is not undefined. */
async function until<Answer>(ask: () => Answer | undefined): Promise<Answer> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error('Waited too long.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function expectNothingLeft(keeper: number, folder: string): Promise<void> {
  await until(() => (groupOf(keeper).length === 0 ? true : undefined));
  await until(() => (readdirSync(folder).length === 0 ? true : undefined));
  expect(readdirSync(folder)).toEqual([]);
}

test('a lake that is told to stop leaves no process and no file', async () => {
  const { child, folder, keeperWith, addresses } = startLakeProcess();
  const { trino } = await addresses;
  expect((await query(trino.url, 'SELECT 1')).rows).toEqual([[1]]);
  const keeper = await keeperWith(3);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await expectNothingLeft(keeper, folder);
});

test('a lake whose parent is killed leaves no process and no file', async () => {
  const { child, folder, keeperWith, addresses } = startLakeProcess();
  await addresses;
  const keeper = await keeperWith(3);
  child.kill('SIGKILL');
  await expectNothingLeft(keeper, folder);
});

test('a lake whose parent is killed while it starts leaves no process and no file', async () => {
  const { child, folder, keeperWith } = startLakeProcess();
  const keeper = await keeperWith(2);
  child.kill('SIGKILL');
  await expectNothingLeft(keeper, folder);
});

test('a lake whose keeper is killed leaves no process and no file, and tells by its exit code', async () => {
  const { child, folder, keeperWith } = startLakeProcess();
  const keeper = await keeperWith(3);
  process.kill(keeper, 'SIGKILL');
  expect(await once(child, 'exit')).toEqual([3, null]);
  await expectNothingLeft(keeper, folder);
});
