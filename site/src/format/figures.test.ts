import { expect, test } from 'vitest';
import {
  ageText,
  agoText,
  bytesText,
  counted,
  countText,
  dollarsText,
  durationText,
  percentText,
  timeText,
} from './figures.ts';

test.each([
  [0, '0 ms'],
  [85.4, '85 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 00 s'],
  [92_004, '1 min 32 s'],
  [3_599_600, '1 h 00 min'],
  [7_500_000, '2 h 05 min'],
])('%d ms took %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test.each([
  [0, '0 s'],
  [40, '40 s'],
  [60, '1 min'],
  [3600, '1 h'],
  [118_800, '1 d 9 h'],
  [90_061, '1 d 1 h'],
  [-5, '0 s'],
])('an age of %d s is %s', (seconds, text) => {
  expect(ageText(seconds)).toBe(text);
});

test.each([
  ['2026-11-20T06:10:00.000Z', 'just now'],
  ['2026-11-20T06:05:00.000Z', '5 min ago'],
  ['2026-11-19T06:10:00.000Z', '24 h ago'],
  ['2026-11-17T06:10:00.000Z', '3 days ago'],
  ['2026-11-20T08:00:00.000Z', 'just now'],
  ['soon', 'soon'],
])('%s is %s', (iso, text) => {
  expect(agoText(iso, Date.parse('2026-11-20T06:10:30.000Z'))).toBe(text);
});

test('times are read in UTC, whatever zone they were written in', () => {
  expect(timeText('2026-11-20T06:10:00+02:00')).toBe('2026-11-20 04:10 UTC');
  expect(timeText('never')).toBe('never');
});

test('shares neither claim all nor nothing', () => {
  expect([
    percentText(0, 0),
    percentText(0, 9),
    percentText(1, 1000),
    percentText(999, 1000),
    percentText(9, 9),
  ]).toEqual(['–', '0 %', '1 %', '99 %', '100 %']);
});

test('counts, bytes and dollars', () => {
  expect(countText(1_204_331)).toBe('1,204,331');
  expect([counted(1, 'row'), counted(2, 'row'), counted(0, 'analysis', 'analyses')]).toEqual([
    '1 row',
    '2 rows',
    '0 analyses',
  ]);
  expect([bytesText(999), bytesText(1_300_000)]).toEqual(['999 B', '1.3 MB']);
  expect([dollarsText(0), dollarsText(0.00041), dollarsText(12.5)]).toEqual(['$0.00', '$0.00041', '$12.50']);
});
