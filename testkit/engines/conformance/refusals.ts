import type { DialectName } from '../../../src/engines/engine.ts';
import type { Files } from '../../e2e/harness.ts';
import { model } from './cases.ts';

/** What is refused before anything is sent. */
export interface Refusal {
  readonly name: string;
  readonly files: Files;
  /** The codes, sorted. */
  readonly codes: readonly string[];
  /** Where an engine has other reasons. */
  readonly codesOn?: Partial<Readonly<Record<DialectName, readonly string[]>>>;
}

const table = (sql: string, config = ''): Files => ({
  'models/gold/refused.sql': model(`materialized='table'${config}`, sql),
});
const notStored = (name: string, sql: string): Refusal => ({
  name: `a column of type ${name}`,
  files: table(`select ${sql} as x`),
  codes: ['type-not-storable'],
});

/** Types that no table has, partitions and keys that none can have. */
export const REFUSALS: readonly Refusal[] = [
  notStored('json', `json_parse('{}')`),
  notStored('uuid', `uuid '12151fd2-7586-11e9-8f9e-2a86e4085a59'`),
  notStored('interval', `interval '1' day`),
  notStored('unknown', 'null'),
  notStored('array of json', `array[json_parse('1')]`),
  { name: 'two columns that differ in case', files: table('select 1 as a, 2 as "A"'), codes: ['column-name-twice'] },
  {
    name: 'a partition by an array',
    files: table('select array[1] as a', `, partitioned_by=['a']`),
    codes: ['partition-field-invalid'],
  },
  { name: 'a partition by hours of a date', files: table(`select date '2026-01-01' as d`, `, partitioned_by=['hour(d)']`), codes: ['partition-field-invalid'] }, // prettier-ignore
  {
    name: 'a partition by what is not there',
    files: table('select 1 as a', `, partitioned_by=['b']`),
    codes: ['config-column-unknown'],
  },
  // The embedded engine has no such values at all.
  { ...notStored('time', `time '10:00:00'`), codesOn: { duckdb: ['sql-unsupported-locally'] } },
  { ...notStored('ipaddress', `ipaddress '10.0.0.1'`), codesOn: { duckdb: ['sql-unsupported-locally'] } },
  { name: 'an unknown column', files: table('select nope from (values 1) as t(a)'), codes: ['column-unknown'] },
  { name: 'a comparison of text with a number', files: table(`select 'a' = 1 as a`), codes: ['operator-types'] },
  { name: 'an unknown function', files: table(`select nvl(1, 2) as a`), codes: ['function-unknown'] },
];
