import { expect, test } from 'vitest';
import { placeKept, withPlace } from './kept-place.ts';

test('places of several lists stand beside each other, and beside what others keep there', () => {
  const state = withPlace(withPlace({ other: 1 }, 'Models', 3300), 'Results', 66);
  expect([placeKept(state, 'Models'), placeKept(state, 'Results'), placeKept(state, 'Runs')]).toEqual([
    3300,
    66,
    undefined,
  ]);
  expect(state).toHaveProperty('other', 1);
  expect(placeKept(withPlace(state, 'Models', 0), 'Models')).toBeUndefined();
});

test.each([null, undefined, 'text', 7, { places: null }, { places: { Models: 'x' } }])(
  'an entry with the state %j has no place',
  (state) => {
    expect(placeKept(state, 'Models')).toBeUndefined();
    expect(placeKept(withPlace(state, 'Models', 5), 'Models')).toBe(5);
  },
);
