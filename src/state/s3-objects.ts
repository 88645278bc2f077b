import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Listing, ObjectStorage, PutCondition } from './object-storage.ts';

// S3 answers 404 where a tag was asked for and nothing is there, 409 where another write was in its way.
const REFUSED: ReadonlySet<string> = new Set(['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']);

/** A bucket of S3 as object storage. Retries are the client's. */
export function s3Objects(client: S3Client, bucket: string): ObjectStorage {
  return {
    place: (key) => `s3://${bucket}/${key}`,
    get: async (key) => {
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return { text: (await Body?.transformToString()) ?? '', tag: ETag ?? '' };
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    put: async (key, text, condition) => {
      const request = { Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' };
      try {
        return (await client.send(new PutObjectCommand({ ...request, ...headersOf(condition) }))).ETag ?? '';
      } catch (error) {
        if (condition.if !== 'always' && REFUSED.has(nameOf(error))) return undefined;
        throw error;
      }
    },
    list: (prefix) => listAll(client, bucket, prefix),
  };
}

async function listAll(client: S3Client, bucket: string, prefix: string): Promise<Listing> {
  const objects: { key: string; bytes: number }[] = [];
  const prefixes: string[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        ...(next !== undefined && { ContinuationToken: next }),
      }),
    );
    objects.push(...(page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({ key: Key, bytes: Size })));
    prefixes.push(...(page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []));
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return { objects, prefixes };
}

function headersOf(condition: PutCondition): { IfMatch?: string; IfNoneMatch?: string } {
  if (condition.if === 'always') return {};
  return condition.if === 'new' ? { IfNoneMatch: '*' } : { IfMatch: condition.tag };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
