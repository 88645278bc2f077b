import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from 'yaml';
import { expect, test } from 'vitest';
import { createProblems } from '../problems.ts';
import { createPlaces, type ContainerPlace, type Places } from './places.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { blockScalarText, readWithLibrary } from './read-yaml.ts';

interface Read {
  readonly value: unknown;
  readonly found: ContainerPlace[];
  readonly problems: number;
}

function recording(): { places: Places; found: ContainerPlace[] } {
  const found: ContainerPlace[] = [];
  const places = createPlaces();
  return { places: { ...places, record: (_, place) => void found.push(place) }, found };
}

function plain(text: string): Read {
  const { places, found } = recording();
  const value = readPlainYaml({ file: 'a.yml', text }, places, (header, indent, body) =>
    blockScalarText(library, header, indent, body),
  );
  return { value, found, problems: 0 };
}

function slow(text: string): Read {
  const { places, found } = recording();
  const problems = createProblems(() => text);
  const value = readWithLibrary({ file: 'a.yml', text }, library, places, problems);
  return { value, found, problems: problems.toDiagnostics().length };
}

const sorted = (found: ContainerPlace[]) =>
  [...found].sort(
    (a, b) => a.start - b.start || (a.keys ? 1 : 0) - (b.keys ? 1 : 0) || a.offsets.length - b.offsets.length,
  );

/** Whatever the fast reader reads, it reads as the library does: values, places, and no error. True: it did read it. */
function agrees(text: string): boolean {
  const fast = plain(text);
  if (fast.value === undefined) return false;
  const exact = slow(text);
  expect({ text, problems: exact.problems, value: exact.value }).toEqual({ text, problems: 0, value: fast.value });
  expect({ text, found: sorted(fast.found) }).toEqual({ text, found: sorted(exact.found) });
  return true;
}

const SAMPLE = `# A comment
version: 2

models:
  - name: orders   # trailing
    description: >
      Folded text
      over lines.

      Next paragraph.
    config:
      tags: [a, 'b c', "d"]
      +materialized: table
      enabled: true
      lookback: 3
      fraction: 0.5
    meta: {owner: me, nested: {x: [1, 2]}, list: []}
    columns:
    - name: id
      data_tests:
        - unique
        - not_null:
            on_fail: quarantine
        - accepted_values: {arguments: {values: [a, b]}}
    - name: at
      description: |-
        Literal: text # kept
          deeper

        end
      meta:
      data_tests:
    - name: 'it''s'
      description: "double: quoted # text"
  - name: https://example.com/x#y
    description: a text - with dashes, and commas
sources:
  - name: raw
    tables: [{name: a}, {name: b}]
    freshness:
      warn_after: {count: 12, period: hour}
  -
  - ~
other:
  date: 2024-01-01
  time: 10:30:00
  yes: yes
  neg: -5
  dash: -x
  num: 1.10
  word: 3 days
`;

test.each([
  SAMPLE,
  'a: 1',
  'a:\n',
  '- a\n- b',
  'a:\n- 1\n- 2\nb: c\n',
  'a: |\n  x\n\n\n  y\n\n\nb: 1\n',
  'a: >+\n  x\n  y\n\n',
  'a: \'\'\nb: ""\n',
  'a: [ ]\nb: {}\n',
  '# only\n',
  '',
])('reads what is plain: %j', (text) => {
  expect(agrees(text)).toBe(true);
});

test.each([
  'a: *b',
  'a: &b 1',
  'a: !!str 1',
  'a: "x\\ty"',
  'a: b: c',
  'a: b\n  c',
  'a: 1\na: 2',
  '\ta: 1',
  'a: 1\r\nb: 2',
  '--- 1',
  '? a\n: b',
  'a: [1,\n 2]',
  'a: {b, c}',
  '- - a',
  'a: 0x1F',
  'a: "x" y',
  '__proto__: 1',
  'a: [1, 2,]',
  'a: 12345678901234567890',
  'a:\n  -\n    b',
  'a:\n    b: 1\n  c: 2',
  'plain text',
])('leaves to the library what is not: %j', (text) => {
  expect(plain(text).value).toBeUndefined();
});

/** A small generator of numbers: the same ones in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const BITS = [
  '\n',
  ' ',
  '  ',
  '-',
  '- ',
  ':',
  ': ',
  '#',
  ' #',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '|',
  '>',
  'x',
  '1',
  '.',
  '\n  ',
  '~',
  'null',
  '%',
  '@',
  '&',
  '*',
  '!',
  '?',
  '\\',
];

test('agrees with the library on thousands of damaged documents', () => {
  const random = numbers(7);
  const lines = SAMPLE.split('\n');
  let read = 0;
  for (let round = 0; round < 8000; round++) {
    const from = Math.floor(random() * lines.length);
    let text = random() < 0.3 ? SAMPLE : lines.slice(from, from + 1 + Math.floor(random() * 14)).join('\n');
    for (let hits = Math.floor(random() * 3); hits > 0; hits--) {
      const at = Math.floor(random() * text.length);
      const cut = random() < 0.5 ? Math.floor(random() * 4) : 0;
      text =
        text.slice(0, at) + (random() < 0.7 ? BITS[Math.floor(random() * BITS.length)] : '') + text.slice(at + cut);
    }
    if (agrees(text)) read += 1;
  }
  expect(read).toBeGreaterThan(1000);
});

test("agrees on the repository's own files", () => {
  const root = join(import.meta.dirname, '../../..');
  const files = ['models', 'seeds', 'snapshots', 'tests'].flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(root, folder, file),
      );
    } catch {
      return [];
    }
  });
  for (const file of files.filter((one) => /\.ya?ml$/.test(one))) agrees(readFileSync(file, 'utf8'));
});
