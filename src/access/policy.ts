/** An IAM policy document, as AWS reads it. Statements go by `Sid`, whose name says what they are for. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

/** A folder in S3. `prefix` has no slash at its beginning and one at its end; empty: the whole bucket. */
export interface S3Folder {
  readonly bucket: string;
  readonly prefix: string;
}

/** The folder that an `s3://` URI names; undefined for anything else. */
export function s3Folder(uri: string): S3Folder | undefined {
  const [, bucket, path = ''] = /^s3a?:\/\/([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  if (bucket === undefined) return undefined;
  // Of a pattern, the folder before it; a file is read with its folder.
  const folder = path.replace(/[^/]*[*?[{].*$/s, '');
  const prefix = folder.replace(/\/+$/, '');
  return { bucket, prefix: prefix === '' ? '' : `${prefix}/` };
}

/** Each folder once, without those that lie within another; sorted. */
export function outermost(folders: readonly S3Folder[]): readonly S3Folder[] {
  const key = ({ bucket, prefix }: S3Folder) => `${bucket}/${prefix}`;
  const unique = [...new Map(folders.map((folder) => [key(folder), folder])).values()];
  const within = (inner: S3Folder, outer: S3Folder) => inner !== outer && key(inner).startsWith(key(outer));
  return unique
    .filter((folder) => !unique.some((other) => within(folder, other)))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A part of an ARN that is no pattern: `*`, `?` and `$` stand for themselves. */
export function literalArn(text: string): string {
  return text.replace(/[*?$]/g, '${$&}');
}
