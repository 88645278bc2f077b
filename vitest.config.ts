import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // dist/ is what the command line runs.
    globalSetup: ['testkit/build-once.ts'],
    include: ['src/**/*.test.ts', 'testkit/**/*.test.ts', 'scripts/**/*.test.ts', 'site/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Its ES modules leave out the endings of files, which Node does not take.
    server: { deps: { inline: ['dt-sql-parser'] } },
  },
});
