import { expect, test } from 'vitest';
import { schemaFields } from './schema-fields.ts';

test('columns in order, with what rows, arrays and maps hold', () => {
  const type = 'array(row(a integer, b map(varchar, row(c date))))';
  expect(schemaFields([{ name: 'id', type: 'INT', description: 'Key' }, { name: 'x', type }, { name: 'y' }])).toEqual([
    { name: 'id', type: 'integer', description: 'Key', ordinal_position: 1 },
    {
      name: 'x',
      type: 'array',
      ordinal_position: 2,
      fields: [
        {
          name: '_element',
          type: 'row',
          fields: [
            { name: 'a', type: 'integer' },
            {
              name: 'b',
              type: 'map',
              fields: [
                { name: 'key', type: 'varchar' },
                { name: 'value', type: 'row', fields: [{ name: 'c', type: 'date' }] },
              ],
            },
          ],
        },
      ],
    },
    { name: 'y', ordinal_position: 3 },
  ]);
  expect(
    schemaFields([
      { name: 'l', type: 'array(varchar)' },
      { name: 'odd', type: 'money' },
    ]),
  ).toEqual([
    { name: 'l', type: 'array(varchar)', ordinal_position: 1 },
    { name: 'odd', type: 'money', ordinal_position: 2 },
  ]);
});
