import { StatementError } from '../../engines/engine.ts';

/** `warning`: runs work, something is not as it should be. `skipped`: what it needs failed, or it was not asked for. */
export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';

/** What one check found. */
export interface Finding {
  readonly status: CheckStatus;
  /** What was seen, in a sentence. */
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
  /** The engine or service did not answer at all. */
  readonly unreachable?: boolean;
}

export interface CheckResult extends Finding {
  readonly id: string;
  /** `work group` */
  readonly title: string;
}

export interface Check {
  readonly id: string;
  readonly title: string;
  /** Ids of checks before it that must not have failed. */
  readonly needs?: readonly string[];
  readonly run: () => Promise<Finding> | Finding;
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'engine-unreachable',
  'engine-locked',
  'aws-credentials-missing',
  'aws-credentials-expired',
  'aws-region-missing',
]);

/** Runs checks one after the other, in their order: each finding says why those that hang on it were left out. */
export async function runChecks(
  checks: readonly Check[],
  onResult: (result: CheckResult) => void = () => undefined,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  const titleOfBlocker = (needs: readonly string[]) =>
    results.find(({ id, status }) => needs.includes(id) && (status === 'failed' || status === 'skipped'))?.title;
  for (const { id, title, needs = [], run } of checks) {
    const blocker = titleOfBlocker(needs);
    const finding: Finding =
      blocker === undefined ? await findingOf(run) : { status: 'skipped', detail: `It needs "${blocker}".` };
    const result = { id, title, ...finding };
    results.push(result);
    onResult(result);
  }
  return results;
}

/** 3 where something could not be reached, 1 where a check failed, else 0. */
export function exitCodeOf(results: readonly CheckResult[]): 0 | 1 | 3 {
  const failed = results.filter(({ status }) => status === 'failed');
  if (failed.some(({ unreachable }) => unreachable)) return 3;
  return failed.length > 0 ? 1 : 0;
}

export const ok = (detail: string): Finding => ({ status: 'ok', detail });
export const warning = (detail: string, fix: string): Finding => ({ status: 'warning', detail, fix });
export const failed = (detail: string, fix: string): Finding => ({ status: 'failed', detail, fix });
export const skipped = (detail: string): Finding => ({ status: 'skipped', detail });

async function findingOf(run: Check['run']): Promise<Finding> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const { message, hint, code } = error.diagnostic;
    return {
      status: 'failed',
      detail: message,
      ...(hint !== undefined && { fix: hint }),
      ...(UNREACHABLE.has(code) && { unreachable: true }),
    };
  }
}
