import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandSpecs } from './commands.ts';
import { createProgram, type Call } from './program.ts';
import { fakeOutput, fakeWorld } from './testkit/fake-world.ts';

function programOf(perform: (call: Call) => void = () => undefined, columns?: number): Command {
  const { world } = fakeWorld({ stdout: fakeOutput(columns === undefined ? undefined : { columns }) });
  return createProgram(world, (call) => Promise.resolve(perform(call)));
}

function commandNamed(program: Command, name: string): Command {
  return name.split(' ').reduce((command, word) => {
    const next = command.commands.find((each) => each.name() === word);
    if (!next) throw new Error(`no command ${word}`);
    return next;
  }, program);
}

async function callOf(...argv: string[]): Promise<Call | undefined> {
  let call: Call | undefined;
  await programOf((understood) => (call = understood)).parseAsync(argv, { from: 'user' });
  return call;
}

test('help of the program', async () => {
  await expect(programOf().helpInformation()).toMatchFileSnapshot('golden/help/lakemodel.txt');
});

test.each(commandSpecs.map((spec) => spec.name))('help of %s', async (name) => {
  const stdout = fakeOutput();
  const program = createProgram(fakeWorld({ stdout }).world, () => Promise.resolve());
  const argv = [...name.split(' '), '--help'];
  await expect(program.parseAsync(argv, { from: 'user' })).rejects.toMatchObject({ code: 'commander.helpDisplayed' });
  await expect(stdout.text()).toMatchFileSnapshot(`golden/help/${name.replace(' ', '-')}.txt`);
});

test('help stays within a narrow terminal', () => {
  const help = commandNamed(programOf(undefined, 60), 'build').helpInformation();
  const long = help.split('\n').filter((line) => line.length > 60);
  expect(long).toEqual([]);
});

test('every flag and argument has a text, every flag and command an example', () => {
  const program = programOf();
  for (const spec of commandSpecs) {
    expect(spec.examples.length, spec.name).toBeGreaterThan(0);
    const command = commandNamed(program, spec.name);
    for (const option of [...program.options, ...command.options]) {
      if (option.long === '--version') continue;
      expect(option.description, `${spec.name} ${option.flags}`).toMatch(/[.;)] E\.g\. \S/);
    }
    for (const argument of command.registeredArguments) expect(argument.description).toMatch(/\.$/);
  }
});

test('examples are understood, and so are the examples of flags', async () => {
  for (const spec of commandSpecs) {
    for (const [line] of spec.examples) {
      expect((await callOf(...wordsOf(line).slice(1)))?.command, line).toBe(spec.name);
    }
    for (const { example } of spec.flags) {
      const words = wordsOf(example);
      const argv = words[0] === 'lakemodel' ? words.slice(1) : [...spec.name.split(' '), 'x', ...words];
      const call = callOf(...argv).catch((error: Error & { code?: string }) => {
        // `x` stands for an argument that only some commands take.
        if (!/too many arguments|Allowed choices/.test(error.message)) throw new Error(`${example}: ${error.message}`);
      });
      await call;
    }
  }
});

test('global flags stand before and after the command', async () => {
  const flags = { target: 'prod', quiet: true };
  expect((await callOf('-q', '--target', 'prod', 'ls'))?.flags).toMatchObject(flags);
  expect((await callOf('ls', '-q', '--target', 'prod'))?.flags).toMatchObject(flags);
});

test('flags with many values take them until the next flag, and may be repeated', async () => {
  expect((await callOf('run', '-s', 'a', '+b', '-x', '--select', 'c', '--exclude', 'd', 'e'))?.flags).toMatchObject({
    select: ['a', '+b', 'c'],
    exclude: ['d', 'e'],
    failFast: true,
  });
});

test('aliases', async () => {
  expect((await callOf('list', '-m', 'a'))?.flags).toMatchObject({ models: ['a'] });
  expect((await callOf('list'))?.command).toBe('ls');
});

test('a call does not remember the one before', async () => {
  const calls: Call[] = [];
  const program = programOf((call) => calls.push(call));
  await program.parseAsync(['run', '-s', 'a'], { from: 'user' });
  await program.parseAsync(['run'], { from: 'user' });
  expect(calls.map((call) => call.flags.select)).toEqual([['a'], undefined]);
});

/** Words as a shell makes them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
