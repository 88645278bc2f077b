import { expect, test } from 'vitest';
import { dateDays, timestampMicros, UNKNOWN_MOMENT, utcMicros } from './moment-texts.ts';

test.each([
  ['1970-1-2', 1n],
  ['\u2003 1970-01-02\t', 1n],
  ['\u00a01970-01-02', null],
  ['0000-02-29', -719_469n],
  ['15-02-29', null],
  ['16-02-29', -713_625n],
  ['1900-02-29', null],
  ['5881580-07-12', null],
  ['0000002015-01-01', null],
])('the days of %j', (text, days) => expect(dateDays(text)).toBe(days));

test.each([
  ['1970-01-01 0:0:1', 6, 1_000_000n],
  ['1970-01-01 24:00:00', 6, null],
  ['1970-01-01 23:59:60', 6, null],
  ['1970-01-01T00:00:01', 6, null],
  ['1970-01-01 0:0:1 Europe/Paris', 6, 1_000_000n],
  ['1970-01-01 0:0:1 europe/paris', 6, null],
  ['1970-01-01 0:0:1.0004995', 6, 1_000_500n],
  ['1970-01-01 0:0:1.0004995', 3, 1_000_000n],
  ['1969-12-31 23:59:59.9995', 3, 0n],
  ['1969-12-31 23:59:59.5', 0, 0n],
  ['1970-01-01 0:0:1.123456789012', 0, 1_000_000n],
  ['1970-01-01 0:0:1.1234567890123', 0, null],
])('the microseconds of %j in %i digits', (text, digits, micros) => expect(timestampMicros(text, digits)).toBe(micros));

test('what DuckDB does not have is told by a value, which no TRY takes for a NULL', () => {
  expect(timestampMicros('300000-01-01', 6)).toBe(UNKNOWN_MOMENT);
  expect(dateDays('5881580-07-11')).toBe(UNKNOWN_MOMENT);
});

test('an instant is in UTC, however it is written', () => {
  for (const zone of ['', 'Z', ' UTC', ' Etc/UTC', ' GMT', ' -00:00', ' UTC+0', ' +0']) {
    expect(utcMicros(`1970-01-01 00:00:01${zone}`, 6), zone).toBe(1_000_000n);
  }
  for (const zone of ['+01:00', ' Europe/Paris', ' UTC+1', ' +00:00:01']) {
    expect(utcMicros(`1970-01-01 00:00:01${zone}`, 6), zone).toBe(UNKNOWN_MOMENT);
  }
});
