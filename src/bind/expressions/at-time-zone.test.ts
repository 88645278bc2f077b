import { describe, test } from 'vitest';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

describe('AT TIME ZONE', () => {
  test.each([
    ["ts at time zone 'Europe/Berlin'", 'timestamp(6) with time zone'],
    ["tz at time zone '+02:00'", 'timestamp(3) with time zone'],
    ["clock at time zone interval '2' hour", 'time(3) with time zone'],
    ["mystery at time zone 'UTC'", '?'],
  ])('%s is %s', checkType);

  test('what has no zone gets one', () => checkCoercions("ts at time zone 'UTC'", ['ts: timestamp(6) with time zone']));

  test('other types', () => {
    const day = 'zone-types: AT TIME ZONE: the value cannot be date.';
    checkProblem("day at time zone 'UTC'", day, undefined, 'day');
    const zone = 'zone-types: AT TIME ZONE: the zone cannot be interval year to month.';
    checkProblem("ts at time zone interval '1' month", zone, undefined, "interval '1' month");
  });

  test('a zone that is none', () => {
    const message = 'literal-invalid: "Europe/Berlim" is not a valid time zone.';
    checkProblem("ts at time zone 'Europe/Berlim'", message, undefined, "'Europe/Berlim'");
  });
});
