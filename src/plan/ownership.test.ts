import { describe, expect, test } from 'vitest';
import type { LocationClaim, RelationInfo, RelationName } from '../engines/engine.ts';
import { claimObject, isOwnObject } from '../sql/locations.ts';
import { foreignBecause, ownershipProblems } from './ownership.ts';
import type { NodePlan, Step } from './plan.ts';
import { sharedLocations } from './shared-locations.ts';

const DIR = 's3://lake/tables';
const relation = { schema: 'gold', identifier: 't' };
const HERE = `${DIR}/gold/t/r1/`;
const FACTS = { dataDirs: [DIR, 's3://scratch/tmp/'], project: 'shop' };

function claimed(location: string, of: RelationName = relation): LocationClaim {
  return { location, relation: of, runId: 'r1', project: 'shop' };
}

/** Why a table is not ours; by default it is. */
function reason(given: Partial<RelationInfo>): string | undefined {
  const info: RelationInfo = {
    relation,
    kind: 'table',
    columns: [],
    uuid: 'u',
    location: HERE,
    claim: claimed(given.location ?? HERE),
    ...given,
  };
  return foreignBecause(info, FACTS);
}

describe('a table is ours only by its place and by the claim beside it', () => {
  test('what lakemodel made', () => {
    expect(reason({})).toBeUndefined();
    expect(reason({ location: HERE.slice(0, -1), claim: claimed(HERE) })).toBeUndefined();
    expect(reason({ relation: { schema: 'Gold', identifier: 'T' } })).toBeUndefined();
    const stage = { schema: 'gold', identifier: 't__lm_stage' };
    const place = 's3://scratch/tmp/gold/t__lm_stage/r9/';
    expect(reason({ relation: stage, location: place, claim: claimed(place, stage) })).toBeUndefined();
    // Renamed on the way to being dropped: folder and claim still say what it was.
    expect(reason({ relation: { schema: 'gold', identifier: 't__lm_old' } })).toBeUndefined();
  });

  test.each<[string, Partial<RelationInfo>, RegExp]>([
    ['a bucket', { location: 's3://lake/' }, /whole bucket/],
    ['a bucket without a slash', { location: 's3://lake' }, /whole bucket/],
    ['the data folder', { location: `${DIR}/` }, /does not lie/],
    ['the schema', { location: `${DIR}/gold/` }, /does not lie/],
    ['the folder of all its runs', { location: `${DIR}/gold/t/` }, /does not lie/],
    ['a folder further down', { location: `${DIR}/gold/t/r1/data/` }, /does not lie/],
    ['a neighbour whose name begins alike', { location: `${DIR}/gold/t2/r1/` }, /does not lie/],
    ['a way up', { location: `${DIR}/gold/t/../` }, /does not lie/],
    ['a way up behind the run', { location: `${DIR}/gold/t/r1/../../` }, /does not lie/],
    ['an empty folder name', { location: `${DIR}/gold/t//r1/` }, /does not lie/],
    ['another scheme', { location: 's3a://lake/tables/gold/t/r1/' }, /does not lie/],
    ['another bucket', { location: 's3://lake2/tables/gold/t/r1/' }, /does not lie/],
    ['another case: S3 has another folder there', { location: 's3://lake/Tables/gold/t/r1/' }, /does not lie/],
  ])('not in %s', (_, given, why) => {
    expect(reason(given)).toMatch(why);
  });

  test.each<[string, Partial<RelationInfo>, RegExp]>([
    ['copied from another table', { claim: claimed(`${DIR}/gold/t2/r1/`) }, /for another one/],
    ['copied from another run', { claim: claimed(`${DIR}/gold/t/r0/`) }, /for another one/],
    ['for another table', { claim: claimed(HERE, { schema: 'gold', identifier: 't2' }) }, /claimed for gold\.t2/],
    ['for another schema', { claim: claimed(HERE, { schema: 'silver', identifier: 't' }) }, /claimed for silver\.t/],
    ['of another project', { claim: { ...claimed(HERE), project: 'other' } }, /project "other"/],
  ])('a claim %s proves nothing', (_, given, why) => {
    expect(reason(given)).toMatch(why);
  });

  test('without a claim or a place nothing is proven', () => {
    const { claim: _, ...bare }: RelationInfo = { relation, kind: 'table', columns: [], uuid: 'u', location: HERE, claim: claimed(HERE) }; // prettier-ignore
    expect(foreignBecause(bare, FACTS)).toMatch(/no claim/);
    const { location: __, ...unplaced } = { ...bare, claim: claimed(HERE) };
    expect(foreignBecause(unplaced, FACTS)).toMatch(/does not say where/);
    expect(foreignBecause(bare, { dataDirs: [], project: 'shop' })).toMatch(/no s3_data_dir/);
  });
});

const options = { partitionedBy: [], tableProperties: {} };
const base = { id: 's', purpose: '' };
const drop = (of: RelationName): Step => ({ ...base, kind: 'drop', relation: of, relationKind: 'table' });
const replace = { ...base, kind: 'create-table', relation, replace: true, options } as unknown as Step;
const merge = { ...base, kind: 'merge', relation } as unknown as Step;

/** Codes and, for each problem, what would be done. */
function problems(
  steps: readonly Step[],
  there: readonly Partial<RelationInfo>[],
  { adopts = false, cleanup = [] as readonly Step[] } = {},
): string[] {
  const infos = there.map((info): RelationInfo => ({ relation, kind: 'table', columns: [], uuid: 'u', ...info }));
  const existing = (of: RelationName) => infos.find((info) => info.relation.identifier === of.identifier);
  const plan = { id: 'model.shop.t', name: 'gold.t', steps, cleanup } as unknown as NodePlan;
  return ownershipProblems([plan], { ...FACTS, existing, adopts: () => adopts }).map(({ code, message }) => {
    expect(code).toBe('table-not-ours');
    return / would (.*?) (?=gold\.)/.exec(message)?.[1] ?? message;
  });
}

describe('before anything is sent', () => {
  const foreign = { location: 's3://elsewhere/t/' };

  test('a foreign table is neither dropped nor replaced; rows may be merged into it', () => {
    expect(problems([drop(relation)], [foreign])).toEqual(['drop']);
    expect(problems([replace], [foreign])).toEqual(['replace the rows of']);
    expect(problems([{ ...replace, kind: 'create-table-as' } as Step], [foreign])).toEqual(['drop and make anew']);
    expect(problems([merge], [foreign])).toEqual([]);
    expect(problems([], [foreign], { cleanup: [drop(relation)] })).toEqual(['drop']);
  });

  test('adopting lets its rows be replaced, and never its files be deleted', () => {
    expect(problems([replace], [foreign], { adopts: true })).toEqual([]);
    expect(problems([drop(relation)], [foreign], { adopts: true })).toEqual(['drop']);
  });

  test('a foreign table under the name of a stage stops the run', () => {
    const stage = { schema: 'gold', identifier: 't__lm_stage' };
    const step = { ...base, kind: 'create-table-as', relation: stage, replace: true, options } as unknown as Step;
    expect(problems([step, drop(stage)], [{ relation: stage, ...foreign }])).toEqual(['drop and make anew', 'drop']);
    expect(problems([step, drop(stage)], [])).toEqual([]);
  });

  test('a table that is renamed to be dropped is judged as what it was', () => {
    const old = { schema: 'gold', identifier: 't__lm_old' };
    const swap = [{ ...base, kind: 'rename-table', relation, to: old.identifier } as Step, drop(old)];
    expect(problems(swap, [foreign])).toEqual(['drop and make anew', 'drop']);
    const ours = { location: HERE, claim: claimed(HERE) };
    expect(problems(swap, [ours])).toEqual([]);
    // Before that, something else may have the name.
    expect(problems([drop(old), ...swap], [ours, { relation: old, ...foreign }])).toEqual(['drop']);
  });

  test('views have no files, nor have tables over files that are not ours to delete', () => {
    expect(problems([{ ...drop(relation), relationKind: 'view' } as Step], [{ kind: 'view' }])).toEqual([]);
    expect(problems([{ ...drop(relation), external: true } as Step], [foreign])).toEqual([]);
  });
});

describe('folders that lie within each other', () => {
  const table = (name: string, location: string) => ({ what: `the model "${name}"`, location });
  const shared = (given: Partial<Parameters<typeof sharedLocations>[0]>) =>
    sharedLocations({ tables: [], read: [], dataDirs: [], ...given }).map(({ code, message }) => `${code}: ${message}`);

  test('two models', () => {
    expect(shared({ tables: [table('a', `${DIR}/gold/t/`), table('b', `${DIR}/gold/t2/`)] })).toEqual([]);
    expect(shared({ tables: [table('b', `${DIR}/gold/t/u/`), table('a', `${DIR}/gold/t/`), table('c', `${DIR}/gold/t-1/`)] })).toEqual([
      `location-shared: the model "b" (${DIR}/gold/t/u/) lies within the folder of the model "a" (${DIR}/gold/t/).`,
    ]); // prettier-ignore
    expect(shared({ tables: [table('a', `${DIR}/gold/t/`), table('b', `${DIR}/gold/t`)] })).toHaveLength(1);
  });

  test('a source that holds our tables, and a table that holds a source', () => {
    const source = (location: string) => ({ what: 'the source "raw.x"', location });
    const tables = [table('a', `${DIR}/gold/t/`)];
    expect(shared({ tables, read: [source('s3://lake/')] })[0]).toMatch(/model "a".* within the folder of the source/);
    expect(shared({ tables, read: [source(`${DIR}/gold/t/r1/`)] })[0]).toMatch(/source "raw.x".* within .* model "a"/);
    expect(shared({ tables, read: [source('s3://lake/raw/'), source('s3://lake/raw/x/')] })).toEqual([]);
  });

  test('a bucket as data folder is said', () => {
    expect(shared({ dataDirs: ['s3://lake', DIR] })[0]).toMatch(/^data-dir-is-bucket/);
  });
});

test('files that lakemodel may delete', () => {
  expect(claimObject(HERE)).toBe('s3://lake/tables/gold/t/r1.lakemodel.json');
  for (const own of ['s3://b/_lakemodel/seeds/x.json', 's3://b/a/_lakemodel/x', claimObject(HERE)])
    expect(isOwnObject(own), own).toBe(true);
  for (const other of [
    's3://b/_lakemodel/',
    's3://b/_lakemodel',
    's3://_lakemodel/x',
    's3://b/_lakemodel/../x',
    's3://b/_lakemodel//x',
    's3://b/my_lakemodel/x',
    's3://b/gold/t/r1/data.parquet',
    'file:///b/_lakemodel/x',
  ])
    expect(isOwnObject(other), other).toBe(false);
});
