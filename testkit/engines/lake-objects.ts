import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** Puts an object, over one that is there. */
export async function putObject(client: S3Client, Bucket: string, Key: string, Body: string | Uint8Array) {
  await client.send(new PutObjectCommand({ Bucket, Key, Body }));
}

/** An object's text; undefined where there is none. */
export async function readObject(client: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The keys that begin with a prefix, sorted. */
export async function listObjects(client: S3Client, Bucket: string, Prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  return keys.sort();
}

/** Removes the objects whose keys begin with a prefix. */
export async function removeObjects(client: S3Client, Bucket: string, Prefix: string): Promise<void> {
  const keys = await listObjects(client, Bucket, Prefix);
  for (let from = 0; from < keys.length; from += 1000) {
    const Objects = keys.slice(from, from + 1000).map((Key) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  }
}
