import { expect, test } from 'vitest';
import { shellWord } from './shell-word.ts';

test.each([
  ['a/b-c.d', 'a/b-c.d'],
  ['my folder', "'my folder'"],
  ["it's", "'it'\\''s'"],
  ['$HOME', "'$HOME'"],
  ['', "''"],
])('%j', (word, expected) => expect(shellWord(word)).toBe(expected));
