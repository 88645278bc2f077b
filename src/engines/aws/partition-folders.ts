import type { AwsClients } from './clients.ts';
import { inParallel } from '../in-parallel.ts';
import { s3Place } from './s3-location.ts';

const SIDE_BY_SIDE = 16;

/** A partition of files: its values, and its folder with the slash at its end. */
export interface PartitionFolder {
  readonly values: readonly string[];
  readonly location: string;
}

/** The folders `name=value/` below a location, one level for each partition column, in order. Folders of other names are no partitions. */
export async function partitionFolders(
  location: string,
  names: readonly string[],
  clients: AwsClients,
): Promise<readonly PartitionFolder[]> {
  const { bucket, key } = s3Place(location);
  let found: readonly { readonly prefix: string; readonly values: readonly string[] }[] = [{ prefix: key, values: [] }];
  for (const name of names) {
    const below = await inParallel(found, SIDE_BY_SIDE, async ({ prefix, values }) => {
      const folders = await foldersIn(bucket, prefix, clients);
      return folders.flatMap((folder) => {
        const value = partitionValue(folder.slice(prefix.length, -1), name);
        return value === undefined ? [] : [{ prefix: folder, values: [...values, value] }];
      });
    });
    found = below.flat();
  }
  return found.map(({ prefix, values }) => ({ values, location: `s3://${bucket}/${prefix}` }));
}

// Hive writes signs that paths do not take as %XX.
function partitionValue(folder: string, name: string): string | undefined {
  const at = folder.indexOf('=');
  if (at < 0 || folder.slice(0, at).toLowerCase() !== name.toLowerCase()) return undefined;
  const text = folder.slice(at + 1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function foldersIn(bucket: string, prefix: string, clients: AwsClients): Promise<readonly string[]> {
  const { sdk, client } = await clients.s3();
  const folders: string[] = [];
  for (let token: string | undefined = ''; token !== undefined;) {
    const page: {
      CommonPrefixes?: { Prefix?: string | undefined }[] | undefined;
      NextContinuationToken?: string | undefined;
    } = await client.send(
      new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        ...(token !== '' && { ContinuationToken: token }),
      }),
    );
    folders.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
    token = page.NextContinuationToken;
  }
  return folders;
}
