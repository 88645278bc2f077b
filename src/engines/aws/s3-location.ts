import { diagnose } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';

/** A place in S3. */
export interface S3Place {
  readonly bucket: string;
  /** Without a slash at its beginning; empty for the bucket itself. */
  readonly key: string;
}

/** `s3://bucket/key` in its parts; `s3a` and `s3n` are older words for the same. Throws `aws-location-invalid`. */
export function s3Place(location: string): S3Place {
  const [, bucket, key = ''] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? [];
  if (bucket === undefined) throw new StatementError(diagnose('aws-location-invalid', { location }));
  return { bucket, key };
}
