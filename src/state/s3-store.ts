import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { createObjectStore } from './object-store.ts';
import type { StateStore } from './state-store.ts';

export interface S3StoreOptions {
  readonly bucket: string;
  /** Key prefix, with or without a slash at its end. */
  readonly prefix: string;
  readonly client: S3Client;
  /** See `ObjectStoreOptions`. */
  readonly tryConditions?: boolean;
}

/** A place in S3: `s3://bucket/prefix/`; undefined for any other text. */
export function s3Place(location: string): { readonly bucket: string; readonly prefix: string } | undefined {
  const match = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(location);
  return match ? { bucket: match[1]!, prefix: match[2] ?? '' } : undefined;
}

// A lock is renewed every twenty seconds: a request that hangs for longer would cost it.
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 10_000 };

/** State in S3 under a place, with the configuration of a client. The SDK is loaded here and not before. */
export async function openS3Store(location: string, config: object): Promise<StateStore> {
  const place = s3Place(location);
  if (!place) throw new Error(`Invariant broken: "${location}" is no place in S3`);
  const { S3Client } = await import('@aws-sdk/client-s3');
  const given = config as S3ClientConfig;
  const client = new S3Client({ ...given, requestHandler: TIMEOUTS });
  return createS3Store({ ...place, client, tryConditions: given.endpoint !== undefined });
}

/** State in a bucket of S3, by conditional writes. */
export async function createS3Store({ bucket, prefix, client, tryConditions }: S3StoreOptions): Promise<StateStore> {
  const { s3Objects } = await import('./s3-objects.ts');
  return createObjectStore({
    objects: s3Objects(client, bucket),
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    ...(tryConditions !== undefined && { tryConditions }),
  });
}
