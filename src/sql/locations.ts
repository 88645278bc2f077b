import type { RelationName } from '../engines/engine.ts';

/** A location with one slash at its end. */
export function asFolder(location: string): string {
  return `${location.replace(/\/+$/, '')}/`;
}

/** The folder of a table under a data folder, in which each making of it has a folder of its own: `{dir}/{schema}/{table}/`. */
export function tableFolder(
  dataDir: string,
  { schema, identifier }: Pick<RelationName, 'schema' | 'identifier'>,
): string {
  return `${asFolder(dataDir)}${pathSegment(schema)}/${pathSegment(identifier)}/`;
}

/** `{dir}/{schema}/{table}/{run id}/`: no other table and no other run writes there. */
export function tableLocation(dataDir: string, relation: RelationName, runId: string): string {
  return `${tableFolder(dataDir, relation)}${pathSegment(runId)}/`;
}

/** The file that says who made what lies in a folder. It lies beside the folder, so that the folder is empty before its table is made. */
export function claimObject(location: string): string {
  return `${location.replace(/\/+$/, '')}.lakemodel.json`;
}

/** Whether a file is one that lakemodel alone writes and may delete: below a folder `_lakemodel/`, or a claim. */
export function isOwnObject(location: string): boolean {
  const key = /^s3:\/\/[^/]+\/(.+)$/.exec(location)?.[1];
  if (key === undefined || key.split('/').some((part) => part === '..' || part === '.' || part === '')) return false;
  return /(^|\/)_lakemodel\/./.test(key) || /.\.lakemodel\.json$/.test(key);
}

/**
 * A name as one part of a path: lower case, as the catalog folds it, of signs that every reader of S3 paths takes alike. A name that had others is told
 * from its neighbours by a hash: `my table` and `my/table` are two folders, and `..` leads nowhere.
 */
export function pathSegment(name: string): string {
  const folded = name.toLowerCase();
  const plain = folded.replace(/[^a-z0-9_-]/g, '_');
  return plain === folded && plain !== '' ? plain : `${plain}-${fingerprint(folded)}`;
}

/** FNV-1a, 64 bits, as 16 hexadecimal digits: tells texts apart, keeps no secret. */
export function fingerprint(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, '0');
}
