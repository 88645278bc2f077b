import { expect, test } from 'vitest';
import { chooseWords } from './choose-words.ts';

test('the words that are needed, and those that make no difference', () => {
  const needs =
    (...words: string[]) =>
    (chosen: readonly string[]) => {
      return chosen.filter((word) => word !== 'idle').join() === words.join();
    };
  expect(chooseWords(['a', 'b', 'c'], needs())).toEqual({ chosen: [], idle: [] });
  expect(chooseWords(['a', 'b', 'c'], needs('a', 'c'))).toEqual({ chosen: ['a', 'c'], idle: [] });
  expect(chooseWords(['a', 'idle'], needs('a'))).toEqual({ chosen: ['a'], idle: ['idle'] });
  expect(chooseWords(['a'], () => false)).toBeUndefined();
  const many = Array.from({ length: 12 }, (_, index) => `w${index}`);
  expect(chooseWords(many, needs(...many))?.chosen).toEqual(many);
  expect(chooseWords(many, needs('w3', 'w4'))).toBeUndefined();
});
