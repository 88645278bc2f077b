import { describe, expect, test } from 'vitest';
import type { NamesReport } from '../../lakemodel.ts';
import { candidates } from './candidates.ts';
import { splitLine } from './split-line.ts';

const NAMES: NamesReport = {
  exitCode: 0,
  diagnostics: [],
  nodes: [
    { name: 'not_null_dim_device_id', resourceType: 'test', columns: [] },
    { name: 'dim_device', resourceType: 'model', columns: ['device_id', 'model'] },
    { name: 'dim_customer', resourceType: 'model', columns: ['customer_id'] },
    { name: 'odd name', resourceType: 'model', columns: [] },
    { name: 'signal_limits', resourceType: 'seed', columns: ['signal'] },
    { name: 'erp.orders', resourceType: 'source', columns: ['order_no'] },
    { name: 'service_board', resourceType: 'exposure', columns: [] },
  ],
  tags: ['daily', 'hourly'],
  folders: ['models/gold', 'models/silver'],
  selectors: ['nightly'],
  targets: ['local', 'athena'],
};

async function at(line: string): Promise<readonly string[]> {
  const words = splitLine(line).slice(1);
  const found = await candidates(words.slice(0, -1), words.at(-1)!, () => Promise.resolve(NAMES));
  return found.map(({ value }) => value);
}

test.each([
  ['lakemodel sn', ['snapshot']],
  ['lakemodel source', ['source']],
  ['lakemodel source ', ['freshness', 'pull']],
  ['lakemodel sources f', ['freshness']],
  ['lakemodel run --select dim_', ['dim_device', 'dim_customer']],
  ['lakemodel run -s dim_device sig', ['signal_limits']],
  ['lakemodel run -s +dim_d', ['+dim_device']],
  ['lakemodel run -s 2+dim_d', ['2+dim_device']],
  ['lakemodel run -s @dim_d', ['@dim_device']],
  ['lakemodel run -s tag:daily,+dim_d', ['tag:daily,+dim_device']],
  ['lakemodel run -s ta', ['tag:']],
  ['lakemodel run -s tag:', ['tag:daily', 'tag:hourly']],
  ['lakemodel run --exclude path:models/g', ['path:models/gold']],
  ['lakemodel ls -s source:', ['source:erp', 'source:erp.orders']],
  ['lakemodel ls --resource-type model se', ['seed']],
  ['lakemodel ls --output p', ['path']],
  ['lakemodel run --full-refresh --selector ', ['nightly']],
  ['lakemodel -t ', ['local', 'athena']],
  ['lakemodel build --target a', ['athena']],
  ['lakemodel run --fail', ['--fail-fast']],
  ['lakemodel lineage dim_c', ['dim_customer']],
  ['lakemodel lineage dim_device.', ['dim_device.device_id', 'dim_device.model']],
  ['lakemodel lineage erp.orders.o', ['erp.orders.order_no']],
  ['lakemodel quarantine show dim_', ['dim_device', 'dim_customer']],
  ['lakemodel explain ref-unk', ['ref-unknown']],
  ['lakemodel completion ', ['bash', 'zsh', 'fish']],
  // Only the user knows: the shell offers files.
  ['lakemodel run --state ', []],
  ['lakemodel init wa', []],
  ['lakemodel explain ref-unknown ', []],
  ['lakemodel nonsense ', []],
  // What a shell would read in another way is left to the user.
  ['lakemodel run -s odd', []],
])('%s', async (line, expected) => {
  expect(await at(line)).toEqual(expected);
});

test('tests come after what they test', async () => {
  const all = await at('lakemodel test -s ');
  expect(all.indexOf('not_null_dim_device_id')).toBeGreaterThan(all.indexOf('signal_limits'));
});

test('hidden flags are not offered', async () => {
  expect(await at('lakemodel run --m')).toEqual([]);
  expect(await at('lakemodel completion bash --l')).toEqual(['--log-format']);
});

test('without a project there are still commands and flags', async () => {
  const found = await candidates(['run', '--select'], '', () => Promise.resolve(undefined));
  expect(found).toEqual([]);
});

test('flags of the line decide which project is asked', async () => {
  let seen: Readonly<Record<string, string>> = {};
  await candidates(['run', '-t', 'athena', '--project-dir', 'a b', '-s'], '', (given) => {
    seen = given;
    return Promise.resolve(NAMES);
  });
  expect(seen).toEqual({ '--target': 'athena', '--project-dir': 'a b' });
});

describe('splitLine', () => {
  test.each([
    ['a b ', ['a', 'b', '']],
    ['a "b c" d', ['a', 'b c', 'd']],
    ["a 'b c", ['a', 'b c']],
    ['a b\\ c', ['a', 'b c']],
    ['a ""', ['a', '']],
    ['', ['']],
  ])('%j', (line, words) => {
    expect(splitLine(line)).toEqual(words);
  });
});
