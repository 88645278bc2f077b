import { CreateDatabaseCommand, GetDatabaseCommand } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import type { Account } from '../athena-account/account.ts';
import { claimAccount } from '../athena-account/claim.ts';
import { glueClient, lake, newSchemaPrefix, s3Client } from './lake.ts';
import { listObjects, putObject, readObject } from './lake-objects.ts';

// The suite on an account removes what it has made, and only that.

function account(): Account & { readonly key: string } {
  const { aws, bucket } = lake();
  const parent = newSchemaPrefix();
  const settings = {
    region: aws.region,
    glue_endpoint_url: aws.endpoint,
    s3_endpoint_url: aws.endpoint,
  };
  const prefix = `${parent}_run`;
  return {
    workGroup: 'w',
    folder: `s3://${bucket}/${parent}/`,
    prefix,
    maxUsd: 1,
    settings,
    key: `${parent}/${prefix}/`,
  };
}

async function makeDatabase(Name: string, LocationUri?: string): Promise<void> {
  await glueClient().send(new CreateDatabaseCommand({ DatabaseInput: { Name, ...(LocationUri && { LocationUri }) } }));
}

const isThere = (Name: string) =>
  glueClient()
    .send(new GetDatabaseCommand({ Name }))
    .then(
      () => true,
      () => false,
    );

test('what begins with the prefix of the run goes, and nothing beside it', async () => {
  const mine = account();
  const { bucket } = lake();
  const claim = await claimAccount(mine);
  await makeDatabase(`${mine.prefix}_gold`, `${mine.folder}${mine.prefix}/x/`);
  await makeDatabase(`${mine.prefix.replace('_run', '_own')}`);
  await putObject(s3Client(), bucket, `${mine.key}x/1`, 'x');
  await putObject(s3Client(), bucket, mine.key.replace('_run', '_own'), 'x');
  expect(await claim.remove()).toEqual({ databases: 1, tables: 0, objects: 2 });
  expect(await isThere(`${mine.prefix}_gold`)).toBe(false);
  expect(await isThere(mine.prefix.replace('_run', '_own'))).toBe(true);
  expect(await listObjects(s3Client(), bucket, mine.key.split('/')[0]!)).toEqual([mine.key.replace('_run', '_own')]);
});

test('nothing goes where the claim is another one, or a schema lies elsewhere', async () => {
  const mine = account();
  const { bucket } = lake();
  const claim = await claimAccount(mine);
  const text = await readObject(s3Client(), bucket, `${mine.key}claim.json`);
  await putObject(s3Client(), bucket, `${mine.key}claim.json`, '{}');
  await expect(claim.remove()).rejects.toThrow('Nothing was removed');
  await putObject(s3Client(), bucket, `${mine.key}claim.json`, text!);
  await makeDatabase(`${mine.prefix}_gold`, 's3://elsewhere/');
  await expect(claim.remove()).rejects.toThrow('Nothing was removed');
  expect(await isThere(`${mine.prefix}_gold`)).toBe(true);
  await expect(claimAccount(mine)).rejects.toThrow('already');
});
