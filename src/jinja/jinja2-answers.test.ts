import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rendered } from './fixtures/test-scope.ts';

interface Answer {
  readonly template: string;
  readonly answer: string;
}

// Recorded from Jinja2 3.1.6 with the extension "do" and nothing passed in.
const answers = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/jinja2-answers.json'), 'utf8')) as Answer[];

test.each(answers)('as Jinja2: $template', ({ template, answer }) => {
  expect(rendered(template)).toBe(answer);
});

test('there are answers', () => {
  expect(answers.length).toBeGreaterThan(100);
});
