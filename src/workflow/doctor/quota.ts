import { ok, warning, type Finding } from './checks.ts';

/**
 * Default quotas of active DML queries (running and queued, all work groups of an account together), by region: AWS General Reference,
 * "Amazon Athena endpoints and quotas". An account may have been given more; only Service Quotas knows.
 */
const ACTIVE_QUERIES: Readonly<Record<string, number>> = {
  'us-east-1': 200,
  'us-east-2': 150,
  'us-west-2': 150,
  'eu-west-1': 150,
  'eu-central-1': 150,
  'ap-northeast-1': 150,
  'ap-south-1': 100,
  'ap-northeast-2': 100,
  'ap-southeast-1': 100,
  'ap-southeast-2': 100,
  'eu-west-2': 100,
};
const ELSEWHERE = 20;

/** Compares the target's threads with the queries that its region allows at once. */
export function quotaFinding(region: string, threads: number): Finding {
  const quota = ACTIVE_QUERIES[region] ?? ELSEWHERE;
  const detail = `${threads} threads; the default quota in ${region} is ${quota} queries for the whole account.`;
  if (threads > quota) return warning(detail, 'Give the target fewer `threads`, or ask AWS for a higher quota.');
  return ok(detail);
}
