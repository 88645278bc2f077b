import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { shardScript } from './shard-script.ts';

/** Runs a script as the page does, and answers what it was handed. */
function run(script: string): unknown[] {
  const calls: unknown[][] = [];
  const context = createContext({ lakemodelShard: (...args: unknown[]) => calls.push(args) });
  runInContext(script, context);
  expect(calls).toHaveLength(1);
  return JSON.parse(JSON.stringify(calls[0])) as unknown[];
}

const HOSTILE = {
  script: '</script><script>alert(1)</script><!-- ]]>',
  lines: 'a\u2028b\u2029c\nd\r\te\u0000f\u007f',
  quotes: `'"\`\\'\\" \\u0041 \${x} \\n`,
  halves: '\ud800 \udc00 😀',
  list: [null, true, 1e21, -0.5, 'é'],
};

test('every text survives', () => {
  expect(run(shardScript('b1', 'nodes', HOSTILE))).toEqual(['b1', 'nodes', HOSTILE]);
});

test('nothing in it ends a script, opens a comment or breaks the line', () => {
  const script = shardScript('b1', 'node/7', HOSTILE);
  expect(script).not.toMatch(/[<>\u2028\u2029]/);
  expect(script.trimEnd()).not.toContain('\n');
});

test('a key __proto__ stays a key', () => {
  const value: unknown = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}');
  const script = shardScript('b', 'overview', value);
  const [, , found] = run(script) as [string, string, object];
  expect(Object.keys(found)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
});
