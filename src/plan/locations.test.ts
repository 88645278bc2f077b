import { expect, test } from 'vitest';
import { tableLocation } from '../sql/locations.ts';
import { cleanupWithClaims, withLocations } from './locations.ts';
import type { Step } from './plan.ts';

const relation = { schema: 'gold', identifier: 'sales' };
const stage = { schema: 'gold', identifier: 'sales__lm_stage' };
const options = { partitionedBy: ['day'], tableProperties: {} };
const create: Step = { kind: 'create-empty-table', id: 'publish', purpose: '', relation, columns: [], options };
const stageStep: Step = { kind: 'create-table-as', id: 'stage', purpose: '', relation: stage, replace: true, select: { portable: '' }, options }; // prettier-ignore
const drop: Step = { kind: 'drop', id: 'drop', purpose: '', relation, relationKind: 'table' };
const dropStage: Step = { ...drop, relation: stage };
const folders = { dataDir: 's3://lake/tables', runId: 'r1', project: 'shop' };

test('each table gets a folder of its own, claimed before it is made; other steps stay', () => {
  const claim = { location: 's3://lake/tables/gold/sales/r1/', relation, runId: 'r1', project: 'shop' };
  for (const dataDir of ['s3://lake/tables', 's3://lake/tables/', 's3://lake/tables//'])
    expect(withLocations([create], { ...folders, dataDir })).toEqual([
      { ...create, options: { ...options, location: claim.location, claim } },
    ]);
  expect(withLocations([drop], folders)).toEqual([drop]);
});

test('tables of one batch lie where temporary ones do, and their claim goes with them', () => {
  const temporary = { ...folders, temporaryDir: 's3://scratch/tmp' };
  const [made, dropped] = withLocations([stageStep, dropStage], temporary);
  const location = 's3://scratch/tmp/gold/sales__lm_stage/r1/';
  expect(made).toMatchObject({ options: { location, claim: { location } } });
  expect(dropped).toMatchObject({ claim: { location } });
  expect(cleanupWithClaims([dropStage], [stageStep], temporary)).toEqual([dropped]);
  expect(cleanupWithClaims([dropStage], [], temporary)).toEqual([dropStage]);
});

test('a table that takes the name of another lies where that name says; what was under its own name before is not of this run', () => {
  const next = { schema: 'gold', identifier: 'sales__lm_new' };
  const dropNext: Step = { ...drop, relation: next };
  const [before, made, after] = withLocations([dropNext, { ...create, relation: next }, dropNext], folders);
  expect(made).toMatchObject({ options: { location: 's3://lake/tables/gold/sales/r1/', claim: { relation } } });
  expect(before).toEqual(dropNext);
  expect(after).toHaveProperty('claim');
});

test('a table whose rows are replaced in place stays where it is', () => {
  const replaced = { kind: 'create-table', id: 'publish', purpose: '', relation, replace: true, options } as unknown as Step; // prettier-ignore
  expect(withLocations([replaced], folders)).toEqual([replaced]);
});

test('a name leads nowhere but into its own folder', () => {
  const at = (schema: string, identifier: string, runId = 'r1') =>
    tableLocation('s3://lake/t', { schema, identifier }, runId);
  const odd = ['..', '.', 'a/b', 'a b', 'a%2fb', 'ä', '../gold/sales', 'a\\b', ' ', 'A?b', '*', "it's"];
  const found = odd.map((name) => at('gold', name));
  for (const location of found) expect(location).toMatch(/^s3:\/\/lake\/t\/gold\/[a-z0-9_-]+\/r1\/$/);
  expect(new Set(found).size).toBe(odd.length);
  expect(at('..', '..', '../x')).toMatch(/^s3:\/\/lake\/t(\/[a-z0-9_-]+){3}\/$/);
  // As the catalog folds names.
  expect(at('Gold', 'Sales')).toBe('s3://lake/t/gold/sales/r1/');
  expect(at('gold', 'a_b')).not.toBe(at('gold', 'a/b'));
});
