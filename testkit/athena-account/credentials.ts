import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig } from '../../src/engines/aws/client-config.ts';
import type { Account } from './account.ts';

/** What is missing to sign requests, in words; undefined: nothing. No request is sent to a service of the account. */
export async function hasCredentials({ settings }: Account): Promise<string | undefined> {
  const client = new S3Client(awsClientConfig(settings, 's3'));
  try {
    await client.config.region();
    await client.config.credentials();
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `no region or no credentials of AWS (${reason}). Set AWS_REGION, and AWS_PROFILE or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY.`;
  } finally {
    client.destroy();
  }
}
