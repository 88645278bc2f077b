import { randomBytes } from 'node:crypto';
import { text, type TargetSettings } from '../../src/engines/aws/client-config.ts';
import { s3Place } from '../../src/state/index.ts';

/** An account of Athena that the suite may use, as the environment names it. Plain data: tests get it from the global setup. */
export interface Account {
  readonly workGroup: string;
  /** The folder below which everything lies: `s3://bucket/folder/`. */
  readonly folder: string;
  /** What the names of all schemas of this run, and the folder of its objects, begin with. */
  readonly prefix: string;
  /** Dollars that a run may cost. */
  readonly maxUsd: number;
  /** Keys of a target that say where the services are: region, endpoints. Credentials are the SDK's. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What keeps the suite from running, in words for who wants to run it. */
export interface NoAccount {
  readonly missing: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES = `LAKEMODEL_ATHENA_WORK_GROUP   a work group of Athena engine version 3
LAKEMODEL_ATHENA_S3           s3://bucket/folder/, where tables and results of the tests may lie
AWS_REGION                    and credentials, as the AWS SDK finds them (environment, profile, SSO, role)
LAKEMODEL_ATHENA_MAX_USD      what a run may cost at most; 1 where it is not set
LAKEMODEL_ATHENA_ENDPOINTS    {"athena": "http://…"}: other endpoints, for a stand-in of the service`;

/** Reads the environment; asks nobody. Throws an error where a variable cannot be what it is meant to be. */
export function accountOf(env: Environment): Account | NoAccount {
  const workGroup = env['LAKEMODEL_ATHENA_WORK_GROUP'] ?? '';
  const folder = env['LAKEMODEL_ATHENA_S3'] ?? '';
  if (workGroup === '' || folder === '') {
    const names = ['LAKEMODEL_ATHENA_WORK_GROUP', 'LAKEMODEL_ATHENA_S3'].filter((name) => (env[name] ?? '') === '');
    return { missing: `${names.join(' and ')} not set. The tests on an account of Athena need:\n${VARIABLES}` };
  }
  if (!s3Place(folder)) throw new Error('LAKEMODEL_ATHENA_S3 is no location in S3: s3://bucket/folder/');
  return {
    workGroup,
    folder: folder.endsWith('/') ? folder : `${folder}/`,
    prefix: `lmtest_${randomBytes(5).toString('hex')}`,
    maxUsd: dollars(env['LAKEMODEL_ATHENA_MAX_USD']),
    settings: { ...regionOf(env), ...endpointsOf(env['LAKEMODEL_ATHENA_ENDPOINTS']) },
  };
}

function dollars(value = ''): number {
  const parsed = value.trim() === '' ? 1 : Number(value);
  if (!Number.isFinite(parsed) || parsed < 0) throw new Error('LAKEMODEL_ATHENA_MAX_USD is no amount in dollars: 1.50');
  return parsed;
}

function regionOf(env: Environment): Record<string, string> {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  return region ? { region } : {};
}

function endpointsOf(value = ''): Record<string, string> {
  if (value.trim() === '') return {};
  const given = JSON.parse(value) as TargetSettings;
  return Object.fromEntries(
    (['athena', 'glue', 's3', 'sts'] as const).flatMap((service) => {
      const url = text(given, service);
      return url === undefined ? [] : [[`${service}_endpoint_url`, url]];
    }),
  );
}

/** Settings of a connection to the account. `prefix` is the run's, or begins with it. */
export function accountSettings(account: Account, prefix = account.prefix): Readonly<Record<string, string>> {
  return {
    ...account.settings,
    work_group: account.workGroup,
    // What a work group says itself goes before it.
    s3_staging_dir: `${runFolder(account)}results/`,
    s3_data_dir: `${runFolder(account)}${prefix}/tables/`,
  };
}

/** `targets:` of a project whose schemas are `<prefix>_<layer>`. */
export function accountTarget(account: Account, prefix: string): string {
  const target = { type: 'athena', schema: prefix, threads: 8, ...accountSettings(account, prefix) };
  return `targets: ${JSON.stringify({ athena: target })}\n`;
}

/** The folder of this run alone. */
export function runFolder({ folder, prefix }: Account): string {
  return `${folder}${prefix}/`;
}
