import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { findPython } from './python.js';

/** A command that answers as a Python does. */
function pythonThat(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-python-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const command = join(folder, 'python3');
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o755);
  return command;
}

test('a Python that is new enough is taken', () => {
  const command = pythonThat('echo 3.13');
  expect(findPython(command)).toEqual({ command, version: '3.13' });
});

test.each([
  ['one too old', 'echo 3.9', 'That one is 3.9.'],
  ['one without ensurepip', `echo "No module named 'ensurepip'" >&2; exit 1`, 'package "python3-venv"'],
  ['one that fails', 'echo broken >&2; exit 1', 'It failed: broken'],
])('with %s it is said what to install', (_, script, expected) => {
  expect(() => findPython(pythonThat(script))).toThrow(expected);
});

test('with no Python it is said what was looked for', () => {
  expect(() => findPython('/nowhere/python3')).toThrow(/looked for "\/nowhere\/python3".*install Python 3\./);
});
