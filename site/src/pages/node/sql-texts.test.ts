import { expect, test } from 'vitest';
import { sqlTexts } from './sql-texts.ts';

test('a text that several targets get is named in addresses by the shown one, else by the first', () => {
  const compiled = [
    { targets: ['local', 'dev'], sql: 'select 2' },
    { targets: ['athena', 'trino'], problem: 'It has no such function.' },
  ];
  const texts = sqlTexts({ written: 'select {{ 1 }}', compiled }, 'dev');
  expect(texts.map(({ label, link }) => [label, link])).toEqual([
    ['As written', undefined],
    ['local, dev (shown target)', 'dev'],
    ['athena, trino', 'athena'],
  ]);
  expect(texts.map(({ sql, problem }) => sql ?? problem)).toEqual([
    'select {{ 1 }}',
    'select 2',
    'It has no such function.',
  ]);
});
