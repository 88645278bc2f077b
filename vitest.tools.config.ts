import { defineConfig } from 'vitest/config';

/** Tools of dbt's ecosystem read our artifacts: `npm run test:tools`. See testkit/dbt-tools/README.md. */
export default defineConfig({
  test: {
    globalSetup: ['testkit/build-once.ts', 'testkit/dbt-tools/tools-setup.ts'],
    include: ['testkit/dbt-tools/**/*.tools.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
