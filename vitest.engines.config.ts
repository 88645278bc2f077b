import { defineConfig } from 'vitest/config';

/** Tests on the real engines: `npm run test:engines`. See testkit/engines/README.md. */
export default defineConfig({
  test: {
    globalSetup: ['testkit/build-once.ts', 'testkit/engines/lake-setup.ts'],
    include: ['testkit/engines/**/*.engines.ts'],
    // The lake's doubles open with these. Whoever runs the suite on a machine that has an account's keys does not use them by accident.
    env: {
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_SESSION_TOKEN: '',
      AWS_PROFILE: '',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // Its ES modules leave out the endings of files, which Node does not take.
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
