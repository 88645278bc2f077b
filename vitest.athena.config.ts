import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { accountOf } from './testkit/athena-account/account.ts';
import { hasCredentials } from './testkit/athena-account/credentials.ts';

const ACCOUNT = join(import.meta.dirname, 'testkit/athena-account');

/** Tests on an account of Athena: `npm run test:athena`. See testkit/athena-account/README.md. */
export default defineConfig(async () => {
  const account = accountOf(process.env);
  const isMissing = 'missing' in account || (await hasCredentials(account)) !== undefined;
  return {
    // The themes of the conformance tests open their engine by this module; here they get the account.
    resolve: { alias: [{ find: /^\.\/engines\.ts$/, replacement: join(ACCOUNT, 'account-engine.ts') }] },
    test: {
      globalSetup: ['testkit/athena-account/account-setup.ts'],
      include: ['testkit/athena-account/*.account.ts', 'testkit/engines/conformance/*.engines.ts'],
      // Asks Trino itself.
      exclude: ['**/expressions.engines.ts'],
      env: { CONFORMANCE_ENGINES: 'athena' },
      // No name: every test is shown as skipped.
      ...(isMissing && { testNamePattern: /$^/ }),
      testTimeout: 900_000,
      hookTimeout: 900_000,
      pool: 'forks' as const,
      maxWorkers: 2,
      server: { deps: { inline: ['dt-sql-parser'] } },
    },
  };
});
