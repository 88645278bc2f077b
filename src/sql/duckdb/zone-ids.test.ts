import { expect, test } from 'vitest';
import { isZoneId } from './zone-ids.ts';

test.each(
  'Z UTC GMT UT UTC+1 GMT-0100 +1 +18 +18:00 -0130 +01:00:30 +010030 Europe/Paris US/Eastern CET GMT0 Etc/GMT+5'.split(
    ' ',
  ),
)('%s is a zone', (text) => expect(isZoneId(text)).toBe(true));

test.each([
  ' ',
  '',
  'z',
  'utc',
  'UTCZ',
  'EST',
  'PST',
  '+',
  '+19',
  '+18:01',
  '+1:00',
  '+130',
  '+01:60',
  '+01:0030',
  'europe/paris',
  'foo',
])('%j is none', (text) => expect(isZoneId(text)).toBe(false));
