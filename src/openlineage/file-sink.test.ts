import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openFileSink } from './file-sink.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'openlineage-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test('events are appended, in folders that are made, and a line that was broken off ends', async () => {
  const file = join(folder(), 'a/b/events.jsonl');
  const first = openFileSink(file);
  first.send('{"a":1}');
  expect(await first.close(0)).toEqual({ delivered: 1, lost: 0 });
  appendFileSync(file, '{"brok');
  const second = openFileSink(file);
  second.send('{"a":2}');
  second.send('{"a":3}');
  await second.close(0);
  expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n{"brok\n{"a":2}\n{"a":3}\n');
  const third = openFileSink(file, { replace: true });
  third.send('{"a":4}');
  await third.close(0);
  expect(readFileSync(file, 'utf8')).toBe('{"a":4}\n');
});

test('a file that cannot be written loses events and nothing else', async () => {
  const dir = folder();
  mkdirSync(join(dir, 'events.jsonl'));
  const sink = openFileSink(join(dir, 'events.jsonl'));
  sink.send('{}');
  expect(await sink.close(0)).toMatchObject({ delivered: 0, lost: 1, reason: expect.stringMatching(/cannot be written \(EISDIR\)/) as string }); // prettier-ignore
});

test('processes that write one file at once leave whole lines', async () => {
  const dir = folder();
  const file = join(dir, 'events.jsonl');
  const program = join(dir, 'write.mjs');
  writeFileSync(file, '');
  // The sink's own way to the file, without a compiler in between.
  writeFileSync(
    program,
    `import { openSync, writeSync } from 'node:fs';
const file = openSync(process.argv[2], 'a+');
for (let n = 0; n < 300; n += 1) writeSync(file, Buffer.from(JSON.stringify({ who: process.argv[3], n, text: 'x'.repeat(20000) }) + '\\n'));`,
  );
  const others = ['p', 'q'].map((who) => spawn(process.execPath, [program, file, who], { stdio: 'inherit' }));
  const sink = openFileSink(file);
  for (let n = 0; n < 300; n += 1) sink.send(JSON.stringify({ who: 'here', n, text: 'x'.repeat(20_000) }));
  await Promise.all(others.map((other) => new Promise((resolve) => other.once('close', resolve))));
  await sink.close(0);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { who: string; n: number }); // prettier-ignore
  for (const who of ['p', 'q', 'here'])
    expect(lines.filter((line) => line.who === who).map(({ n }) => n)).toEqual(Array.from({ length: 300 }, (_, n) => n)); // prettier-ignore
});
