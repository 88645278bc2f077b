import { expect, test } from 'vitest';
import type { DialectName, ExternalSource, RelationInfo } from '../engines/engine.ts';
import { externalDefinition, filesRelation } from '../sql/external-tables.ts';
import { externalSteps } from './external-sources.ts';

const json: ExternalSource = {
  relation: { schema: 'raw', identifier: 'ev' },
  format: 'json',
  location: 's3://lake/raw/ev',
  columns: [{ name: 'Id', type: 'bigint' }],
  partitions: [{ name: 'load_date', type: 'date' }],
  options: {},
};
const csv: ExternalSource = { ...json, format: 'csv', partitions: [], options: { nullValues: ['NA'] } };
const columns = [...json.columns, ...json.partitions];
const made = (source: ExternalSource): Partial<RelationInfo> => ({ definition: externalDefinition(source) });

/** What is done for a source: `create`, … or the code of what stands against it. */
function done(
  source: ExternalSource,
  there?: Partial<RelationInfo>,
  { dialect = 'athena' as DialectName, at = source.relation } = {},
): string[] {
  const existing = ({ identifier }: { identifier: string }) =>
    there && identifier === at.identifier
      ? ({ relation: at, kind: 'table', columns, uuid: 'u', ...there } satisfies RelationInfo)
      : undefined;
  const { steps, diagnostics } = externalSteps(new Map([['source.shop.raw.ev', source]]), { dialect, existing });
  return [
    ...steps.map((step) => (step.kind === 'external-source' ? step.change : step.kind)),
    ...diagnostics.map(({ code }) => code),
  ];
}

test('a table over files is made once; then its new partitions alone are looked for', () => {
  expect(done(json)).toEqual(['create']);
  expect(done(json, made(json))).toEqual(['refresh']);
  expect(done({ ...json, partitions: [] }, made({ ...json, partitions: [] }))).toEqual([]);
  const projected = { ...json, options: { tableProperties: { 'projection.enabled': 'true' } } };
  expect(done(projected, made(projected))).toEqual([]);
});

test('it is made anew when it is declared otherwise, not when it is written otherwise', () => {
  expect(done({ ...json, location: 's3://lake/raw/ev2/' }, made(json))).toEqual(['replace']);
  expect(done({ ...json, columns: [{ name: 'id', type: 'varchar' }] }, made(json))).toEqual(['replace']);
  expect(done({ ...json, options: { compression: 'gzip' } }, made(json))).toEqual(['replace']);
  expect(done({ ...json, columns: [{ name: 'ID', type: 'bigint' }], location: 's3://lake/raw/ev/' }, made(json))).toEqual(['refresh']); // prettier-ignore
});

test('one that somebody else made is neither changed nor dropped', () => {
  expect(done(json, { columns: [{ name: 'other', type: 'varchar' }] })).toEqual(['external-not-ours']);
  expect(done(json, { location: 's3://elsewhere/ev/' })).toEqual(['external-not-ours']);
  // It is what is declared: nothing would be changed but its partitions.
  expect(done(json, { location: 's3://lake/raw/ev/' })).toEqual(['refresh']);
});

test('Trino says in a comment what a table was made from', () => {
  const comments = { relation: `made by lakemodel (${externalDefinition(json)})`, columns: {} };
  expect(done(json, { comments }, { dialect: 'trino' })).toEqual(['refresh']);
  expect(done({ ...json, location: 's3://lake/x/' }, { comments }, { dialect: 'trino' })).toEqual(['replace']);
  expect(done({ ...json, via: 'glue' }, { comments }, { dialect: 'trino' })).toEqual(['create']);
});

test('of a view over files the table below it counts; a view of DuckDB is made for each run', () => {
  expect(filesRelation(csv).identifier).toBe('ev__files');
  expect(done(csv, { kind: 'view', columns: csv.columns })).toEqual([]);
  expect(done(json, made(json), { dialect: 'duckdb' })).toEqual(['create']);
});
