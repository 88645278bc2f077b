/** A target's keys, as `project.yml` gives them. */
export type TargetSettings = Readonly<Record<string, unknown>>;

/** The services that lakemodel calls; each may have an endpoint of its own: `glue_endpoint_url`. */
export type AwsService = 'athena' | 'glue' | 's3' | 'sts';

/** Keys that sign requests; with an end they are asked for again before it. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** What a client's constructor takes: `new S3Client(awsClientConfig(settings, 's3'))`. Absent keys are the SDK's own choice. */
export interface AwsClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: () => Promise<AwsKeys>;
  readonly endpoint?: string;
  /** S3 alone: `http://host/bucket/key`, as services other than AWS's want it. */
  readonly forcePathStyle?: boolean;
  readonly requestChecksumCalculation?: 'WHEN_REQUIRED';
  readonly responseChecksumValidation?: 'WHEN_REQUIRED';
  readonly followRegionRedirects?: boolean;
  /** The first attempt included. */
  readonly maxAttempts: number;
  readonly retryMode: 'standard';
  readonly requestHandler: { readonly connectionTimeout: number; readonly socketTimeout: number };
}

const DEFAULT_RETRIES = 5;
const CONNECTION_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 60_000;
const DEFAULT_ROLE_SECONDS = 3600;

/**
 * Region, credentials, endpoint and retries of an AWS client. Credentials are the first of: the target's keys, its profile, the SDK's own
 * chain (environment, shared files, SSO, container, instance); with `assume_role_arn` they assume that role. Nothing is asked for before
 * the client's first call, and providers are loaded only then.
 */
export function awsClientConfig(settings: TargetSettings, service?: AwsService): AwsClientConfig {
  const region = text(settings, 'region') ?? text(settings, 'region_name');
  const profile = text(settings, 'aws_profile_name');
  const credentials = credentialsOf(settings, region);
  const endpoint = endpointOf(settings, service);
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(credentials && { credentials }),
    ...(endpoint !== undefined && { endpoint }),
    ...(service === 's3' && s3Config(endpoint)),
    maxAttempts: sdkRetries(settings) + 1,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SOCKET_TIMEOUT_MS },
  };
}

/** The endpoint of a service where the target names one: its own, or the one for all. */
export function endpointOf(settings: TargetSettings, service?: AwsService): string | undefined {
  return (service && text(settings, `${service}_endpoint_url`)) ?? text(settings, 'endpoint_url');
}

/** A setting as text; an empty one (`env_var('X', '')`) is as none. */
export function text(settings: TargetSettings, key: string): string | undefined {
  const value = settings[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A setting as a number; undefined where it is none. */
export function number(settings: TargetSettings, key: string): number | undefined {
  const value = settings[key];
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

// Checksums that AWS's own S3 takes are not known to every service that speaks its protocol.
function s3Config(endpoint: string | undefined): Partial<AwsClientConfig> {
  if (endpoint === undefined) return { followRegionRedirects: true };
  return {
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

function sdkRetries(settings: TargetSettings): number {
  return number(settings, 'num_boto3_retries') ?? number(settings, 'num_retries') ?? DEFAULT_RETRIES;
}

function credentialsOf(settings: TargetSettings, region: string | undefined): (() => Promise<AwsKeys>) | undefined {
  const own = explicitCredentials(settings);
  const role = text(settings, 'assume_role_arn');
  if (role !== undefined) return assumedRole(settings, role, own, region);
  return own && (() => Promise.resolve(own));
}

function explicitCredentials(settings: TargetSettings): AwsKeys | undefined {
  const accessKeyId = text(settings, 'aws_access_key_id');
  const secretAccessKey = text(settings, 'aws_secret_access_key');
  const sessionToken = text(settings, 'aws_session_token');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

function assumedRole(
  settings: TargetSettings,
  role: string,
  own: AwsKeys | undefined,
  region: string | undefined,
): () => Promise<AwsKeys> {
  const profile = text(settings, 'aws_profile_name');
  const externalId = text(settings, 'assume_role_external_id');
  const endpoint = endpointOf(settings, 'sts');
  return async () => {
    const { fromIni, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
    const master = own ?? (profile === undefined ? undefined : fromIni({ profile }));
    const provider = fromTemporaryCredentials({
      ...(master && { masterCredentials: master }),
      params: {
        RoleArn: role,
        RoleSessionName: text(settings, 'assume_role_session_name') ?? 'lakemodel',
        DurationSeconds: number(settings, 'assume_role_duration_seconds') ?? DEFAULT_ROLE_SECONDS,
        ...(externalId !== undefined && { ExternalId: externalId }),
      },
      clientConfig: { ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) },
    });
    return provider();
  };
}
