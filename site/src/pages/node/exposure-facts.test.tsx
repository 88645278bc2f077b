import { expect, test } from 'vitest';
import { isOutLink } from './exposure-facts.tsx';

test.each([
  ['https://example.com/a?b=c', true],
  ['http://example.com', true],
  ['mailto:a@example.com', true],
  ['HTTPS://example.com', true],
  ['javascript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['data:text/html,x', false],
  ['file:///etc/passwd', false],
  ['//example.com', false],
  ['example.com', false],
  ['', false],
])('%j may be a link: %s', (url, expected) => {
  expect(isOutLink(url)).toBe(expected);
});
