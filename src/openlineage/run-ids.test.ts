import { expect, test } from 'vitest';
import { invocationRunId, isUuid, nodeRunId, uuidV5 } from './run-ids.ts';

test('version 5, as in the example of RFC 9562', () => {
  expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});

test('ids are those of the invocation, or made from them, always the same', () => {
  const id = '0193F3A2-0000-7000-8000-000000000001';
  expect(invocationRunId(id)).toBe(id.toLowerCase());
  expect(invocationRunId('run-1')).toBe(invocationRunId('run-1'));
  expect(isUuid(invocationRunId('run-1'))).toBe(true);
  expect(nodeRunId(id, 'model.a')).toBe(nodeRunId(id.toLowerCase(), 'model.a'));
  expect(new Set([nodeRunId('run-1', 'a'), nodeRunId('run-1', 'b'), nodeRunId('run-2', 'a')]).size).toBe(3);
});
