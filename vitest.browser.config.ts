import { defineConfig } from 'vitest/config';

/** The docs site in a real headless Chromium: `npm run test:browser`. See testkit/browser/README.md. */
export default defineConfig({
  test: {
    globalSetup: ['testkit/build-once.ts', 'testkit/browser/browser-setup.ts'],
    include: ['testkit/browser/**/*.browser.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
