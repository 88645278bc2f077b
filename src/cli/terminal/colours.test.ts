import { expect, test } from 'vitest';
import { fakeOutput } from '../testkit/fake-world.ts';
import { wantsColour } from './colours.ts';

const pipe = fakeOutput().stream;
const terminal = fakeOutput({ columns: 80 }).stream;

test.each([
  ['a terminal', terminal, {}, true, true],
  ['a pipe', pipe, {}, true, false],
  ['--no-color', terminal, { FORCE_COLOR: '1' }, false, false],
  ['NO_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true, true],
  ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, true, false],
  ['a dumb terminal', terminal, { TERM: 'dumb' }, true, false],
] as const)('%s', (_name, stream, env, flag, expected) => expect(wantsColour(stream, env, flag)).toBe(expected));
