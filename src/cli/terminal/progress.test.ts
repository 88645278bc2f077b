import { expect, test } from 'vitest';
import type { RunEvent } from '../../run/events.ts';
import { fakeOutput, fakeWorld, type FakeSettings } from '../testkit/fake-world.ts';
import { eventsOf, sampleResults } from '../testkit/sample-run.ts';
import { screenAfter } from '../testkit/screen.ts';
import { openProgress } from './open-progress.ts';
import { openTerminal } from './terminal.ts';

const escape = '\u001b';

function progressOn(settings: FakeSettings, flags: { quiet?: boolean } = {}) {
  const fake = fakeWorld(settings);
  return { ...fake, progress: openProgress(fake.world, openTerminal(fake.world, flags)) };
}

function started(name: string, index: number, total: number): RunEvent {
  return { type: 'node-started', id: name, name, kind: 'table', index, total };
}

test('pipe: one plain line a node', async () => {
  const { progress, stderr } = progressOn({});
  for (const event of eventsOf(sampleResults)) progress.onEvent(event);
  progress.stop();
  expect(stderr()).not.toContain(escape);
  await expect(stderr()).toMatchFileSnapshot('../golden/progress-pipe.txt');
});

test('pipe: a sign of life where a minute passes in silence', () => {
  const { progress, stderr, pass } = progressOn({});
  progress.onEvent({ type: 'phase', phase: 'connect', detail: 'athena' });
  pass(60_000);
  progress.onEvent(started('a', 1, 1));
  pass(125_000);
  progress.stop();
  pass(600_000);
  expect(stderr()).toBe('still connecting: athena\nstill running: a (1 min 0 s)\nstill running: a (2 min 0 s)\n');
});

test('CI and dumb terminals get plain lines', () => {
  for (const env of [{ CI: 'true', NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    const { progress, stderr, pass } = progressOn({ stderr: fakeOutput({ columns: 80 }), env });
    for (const event of eventsOf(sampleResults)) progress.onEvent(event);
    pass(1000);
    expect(stderr()).not.toContain(escape);
  }
});

test('--quiet: nothing', () => {
  const { progress, stderr } = progressOn({}, { quiet: true });
  for (const event of eventsOf(sampleResults)) progress.onEvent(event);
  expect(stderr()).toBe('');
});

test('messages: debug ones only when asked for', () => {
  const say = (env: FakeSettings['env']) => {
    const { progress, stderr } = progressOn({ env: env ?? {} });
    for (const level of ['debug', 'info', 'warning'] as const)
      progress.onEvent({ type: 'message', level, text: level, node: 'n' });
    return stderr();
  };
  expect(say({})).toBe('n: info\nwarning: n: warning\n');
  expect(say({ LAKEMODEL_DEBUG: '1' })).toBe('n: debug\nn: info\nwarning: n: warning\n');
});

test.each([80, 40])('terminal of %i columns: live lines, cut and never wrapped', async (columns) => {
  const { progress, stderr, pass, interrupt, world } = progressOn({
    stderr: fakeOutput({ columns }),
    env: { NO_COLOR: '1' },
  });
  const frames: string[] = [];
  const shoot = (title: string) => frames.push(`== ${title}`, ...screenAfter(stderr(), columns));
  world.signal.addEventListener('abort', progress.interrupted);
  progress.onEvent({ type: 'phase', phase: 'load' });
  pass(100);
  shoot('loading');
  progress.onEvent({ type: 'run-started', command: 'build', target: 'local', total: 300, threads: 4 });
  progress.onEvent(started('silver.a_model_with_a_name_that_is_far_too_long_for_it', 1, 300));
  pass(61_000);
  progress.onEvent(started('gold.géräte_日本_テーブル_日本_テーブル', 2, 300));
  pass(1_100);
  shoot('two are running');
  const [fine, , failed] = sampleResults;
  if (fine) progress.onEvent({ type: 'node-finished', done: 1, total: 300, result: fine });
  if (failed) progress.onEvent({ type: 'node-finished', done: 2, total: 300, result: { ...failed, id: 'x' } });
  pass(100);
  shoot('one ended, one failed');
  interrupt();
  shoot('Ctrl-C');
  progress.stop();
  shoot('the end');
  await expect(`${frames.join('\n')}\n`).toMatchFileSnapshot(`../golden/progress-${columns}.txt`);
});

test('more running nodes than lines: the others are counted', () => {
  const { progress, stderr, pass } = progressOn({
    stderr: fakeOutput({ columns: 80, rows: 8 }),
    env: { NO_COLOR: '1' },
  });
  for (let index = 1; index <= 20; index++) progress.onEvent(started(`m${index}`, index, 20));
  pass(100);
  const lines = screenAfter(stderr(), 80).filter((line) => line !== '');
  expect(lines).toHaveLength(6);
  expect(lines[4]).toBe('  … and 16 more');
});

test('drawn by the clock: events alone write nothing', () => {
  const { progress, stderr, pass } = progressOn({ stderr: fakeOutput({ columns: 80 }) });
  for (let index = 1; index <= 1000; index++) {
    progress.onEvent(started(`m${index}`, index, 1000));
    progress.onEvent({
      type: 'node-finished',
      done: index,
      total: 1000,
      result: { ...sampleResults[0]!, id: `m${index}` },
    });
  }
  expect(stderr()).toBe('');
  pass(100);
  expect(stderr()).toContain('1,000/1,000 done');
});

test('after the stop nothing is written, and the screen is clean', () => {
  const { progress, stderr, pass } = progressOn({ stderr: fakeOutput({ columns: 80 }) });
  progress.onEvent(started('a', 1, 1));
  pass(500);
  progress.stop();
  const length = stderr().length;
  pass(5_000);
  expect(stderr()).toHaveLength(length);
  expect(screenAfter(stderr(), 80).join('')).toBe('');
});

test('names cannot steer the terminal', () => {
  const { progress, stderr, pass } = progressOn({ stderr: fakeOutput({ columns: 80 }) });
  progress.onEvent(started(`evil${escape}]0;owned\u0007`, 1, 1));
  progress.onEvent({ type: 'message', level: 'info', text: `${escape}[2Jgone` });
  pass(100);
  expect(stderr()).not.toContain(`${escape}]0;owned`);
  expect(stderr()).not.toContain(`${escape}[2J`);
});
