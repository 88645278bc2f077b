import type * as glueSdk from '@aws-sdk/client-glue';
import type * as s3Sdk from '@aws-sdk/client-s3';
import { awsClientConfig, type TargetSettings } from './client-config.ts';

/** An SDK's module with a client of it, loaded when first asked for: the three SDKs take a process 0.2 s. */
export interface Glue {
  readonly sdk: typeof glueSdk;
  readonly client: Pick<glueSdk.GlueClient, 'send' | 'destroy'>;
}

export interface S3 {
  readonly sdk: typeof s3Sdk;
  readonly client: Pick<s3Sdk.S3Client, 'send' | 'destroy'>;
}

/** The clients of one target. Each is made once. */
export interface AwsClients {
  glue(): Promise<Glue>;
  s3(): Promise<S3>;
  destroy(): Promise<void>;
}

export function awsClients(settings: TargetSettings): AwsClients {
  const glue = once(async () => {
    const sdk = await import('@aws-sdk/client-glue');
    return { sdk, client: new sdk.GlueClient(awsClientConfig(settings, 'glue')) };
  });
  const s3 = once(async () => {
    const sdk = await import('@aws-sdk/client-s3');
    return { sdk, client: new sdk.S3Client(awsClientConfig(settings, 's3')) };
  });
  return {
    glue: glue.get,
    s3: s3.get,
    destroy: async () => {
      for (const made of [await glue.made(), await s3.made()]) made?.client.destroy();
    },
  };
}

function once<T>(make: () => Promise<T>): { get: () => Promise<T>; made: () => Promise<T | undefined> } {
  let value: Promise<T> | undefined;
  return { get: () => (value ??= make()), made: async () => value };
}
