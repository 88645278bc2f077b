import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { awsClientConfig } from './client-config.ts';

const KEYS = { aws_access_key_id: 'A', aws_secret_access_key: 'S' };

test('keys, region and endpoints of the target reach every client', async () => {
  const settings = { ...KEYS, region: 'eu-west-1', endpoint_url: 'http://127.0.0.1:1', glue_endpoint_url: 'http://127.0.0.1:2' }; // prettier-ignore
  const clients = {
    athena: new AthenaClient(awsClientConfig(settings, 'athena')),
    glue: new GlueClient(awsClientConfig(settings, 'glue')),
    s3: new S3Client(awsClientConfig(settings, 's3')),
    sts: new STSClient(awsClientConfig(settings, 'sts')),
  };
  for (const [service, client] of Object.entries(clients)) {
    expect(await client.config.region()).toBe('eu-west-1');
    expect(await client.config.credentials()).toMatchObject({ accessKeyId: 'A', secretAccessKey: 'S' });
    expect((await client.config.endpoint?.())?.port).toBe(service === 'glue' ? 2 : 1);
  }
  expect(clients.s3.config.forcePathStyle).toBe(true);
});

test('a session token goes with the keys, and half a pair of keys is none', async () => {
  const token = awsClientConfig({ ...KEYS, aws_session_token: 'T' });
  expect(await token.credentials?.()).toEqual({ accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' });
  expect(awsClientConfig({ aws_access_key_id: 'A' }).credentials).toBeUndefined();
});

test('what is empty or absent is left to the SDK', () => {
  const config = awsClientConfig({ region: '', endpoint_url: '', aws_profile_name: '' }, 's3');
  expect(config).not.toHaveProperty('region');
  expect(config).not.toHaveProperty('endpoint');
  expect(config).not.toHaveProperty('profile');
  expect(config).not.toHaveProperty('credentials');
  expect(config).not.toHaveProperty('forcePathStyle');
});

test('dbt names of the region and of retries', () => {
  expect(awsClientConfig({ region_name: 'us-east-2', num_retries: 2 })).toMatchObject({ region: 'us-east-2', maxAttempts: 3 }); // prettier-ignore
  expect(awsClientConfig({ num_boto3_retries: 7, num_retries: 2 }).maxAttempts).toBe(8);
  expect(awsClientConfig({ aws_profile_name: 'dev' }).profile).toBe('dev');
});
