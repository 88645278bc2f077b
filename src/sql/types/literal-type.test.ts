import { expect, test } from 'vitest';
import answers from './fixtures/literals.json' with { type: 'json' };
import { literalType, type LiteralNode } from './literal-type.ts';
import { parseTrinoType } from './parse-trino-type.ts';
import { formatTrinoType } from './trino-type.ts';

/** The node of a literal of the fixture. */
function nodeOf(text: string): LiteralNode {
  const [, interval] = /^INTERVAL '[^']*' (\w+)/.exec(text) ?? [];
  if (interval !== undefined) return { kind: 'interval', unit: interval };
  const [, word, quoted] = /^(\w*) ?'((?:[^']|'')*)'$/.exec(text) ?? [];
  const value = quoted?.replaceAll("''", "'") ?? text;
  if (word === 'X') return { kind: 'literal', type: 'binary', value };
  if (word) return { kind: 'typed-literal', type: word.toLowerCase(), value };
  if (quoted !== undefined) return { kind: 'literal', type: 'string', value };
  const words = { true: 'boolean', NULL: 'null' } as const;
  return { kind: 'literal', type: words[text as 'true'] ?? 'number', value };
}

test.each(Object.entries(answers))('%s is %s', (text, answer) => {
  const found = literalType(nodeOf(text));
  const expected = /^[A-Z_]+$/.test(answer) ? undefined : parseTrinoType(answer);
  expect(found && formatTrinoType(found)).toEqual(expected && formatTrinoType(expected));
});
