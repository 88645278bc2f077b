import { number, text, type TargetSettings } from '../aws/client-config.ts';

/** What an Athena target says, read once. Times in milliseconds. */
export interface AthenaSettings {
  /** Undefined: the SDK's own (environment, profile). */
  readonly region?: string;
  readonly catalog: string;
  readonly workGroup: string;
  readonly outputLocation?: string;
  readonly encryption?: { readonly EncryptionOption: 'SSE_S3' | 'SSE_KMS' | 'CSE_KMS'; readonly KmsKey?: string };
  readonly expectedBucketOwner?: string;
  /** 0: never. */
  readonly resultReuseMinutes: number;
  readonly skipWorkGroupCheck: boolean;
  /** The longest time between two looks at a query. */
  readonly pollCapMs?: number;
  /** How often a call is repeated that failed by the service's or the network's fault. */
  readonly callRetries: number;
  readonly commitRetries: number;
}

/** Athena's name of the account's own Glue catalog. */
export const DEFAULT_CATALOG = 'AwsDataCatalog';
const DEFAULT_WORK_GROUP = 'primary';
const ENCRYPTIONS = ['SSE_S3', 'SSE_KMS', 'CSE_KMS'] as const;

export function athenaSettings(settings: TargetSettings): AthenaSettings {
  const region = text(settings, 'region') ?? text(settings, 'region_name');
  const outputLocation = text(settings, 's3_staging_dir');
  const owner = settings['expected_bucket_owner'];
  const poll = number(settings, 'poll_interval');
  const encryption = encryptionOf(settings);
  return {
    ...(region !== undefined && { region }),
    catalog: text(settings, 'database') ?? text(settings, 'catalog') ?? DEFAULT_CATALOG,
    workGroup: text(settings, 'work_group') ?? DEFAULT_WORK_GROUP,
    ...(outputLocation !== undefined && { outputLocation }),
    ...(encryption && { encryption }),
    ...((typeof owner === 'string' || typeof owner === 'number') &&
      owner !== '' && { expectedBucketOwner: `${owner}` }),
    resultReuseMinutes: number(settings, 'result_reuse_minutes') ?? 0,
    skipWorkGroupCheck: settings['skip_workgroup_check'] === true,
    ...(poll !== undefined && { pollCapMs: poll * 1000 }),
    callRetries: number(settings, 'num_retries') ?? 5,
    commitRetries: number(settings, 'num_iceberg_retries') ?? 3,
  };
}

function encryptionOf(settings: TargetSettings): AthenaSettings['encryption'] {
  const given = settings['encryption'];
  if (typeof given !== 'object' || given === null) return undefined;
  const { type, kms_key: key } = given as { type?: unknown; kms_key?: unknown };
  const option = ENCRYPTIONS.find((known) => known === type);
  return option && { EncryptionOption: option, ...(typeof key === 'string' && key !== '' && { KmsKey: key }) };
}
