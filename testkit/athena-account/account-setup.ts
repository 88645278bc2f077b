import type { TestProject } from 'vitest/node';
import { accountOf, type Account } from './account.ts';
import { claimAccount } from './claim.ts';
import { hasCredentials } from './credentials.ts';
import { conformanceCases, estimate } from './estimate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Undefined: there is none, and every test is skipped. */
    readonly account: Account | undefined;
  }
}

/** Global setup of vitest: says what the run will cost, refuses what is too dear, and removes afterwards what the run has made. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const account = accountOf(process.env);
  const missing = 'missing' in account ? account.missing : await hasCredentials(account);
  if ('missing' in account || missing !== undefined) {
    console.warn(`Skipped: ${missing}`);
    project.provide('account', undefined);
    return undefined;
  }
  const { cases, queries, usd } = estimate(await conformanceCases());
  console.warn(
    `${cases} cases, about ${queries} queries, about $${usd.toFixed(2)}, in work group "${account.workGroup}"; schemas ${account.prefix}…`,
  );
  if (usd > account.maxUsd) {
    throw new Error(`That is more than $${account.maxUsd}; LAKEMODEL_ATHENA_MAX_USD sets what a run may cost.`);
  }
  const claim = await claimAccount(account);
  project.provide('account', account);
  return async () => {
    const { databases, tables, objects } = await claim.remove();
    console.warn(`Removed: ${databases} schemas, ${tables} tables, ${objects} objects.`);
  };
}
