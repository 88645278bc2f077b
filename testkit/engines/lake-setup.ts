import type { TestProject } from 'vitest/node';
import { startLake, type LakeAddresses } from '../../scripts/lake/lake.js';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly lake: LakeAddresses;
  }
}

/** Global setup of vitest: one lake for the whole suite, started here or the running one of `LAKEMODEL_LAKE`, the JSON that `npm run lake` prints. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env['LAKEMODEL_LAKE'];
  if (running !== undefined && running !== '') {
    project.provide('lake', JSON.parse(running) as LakeAddresses);
    return undefined;
  }
  const startedAt = Date.now();
  const { trino, aws, bucket, stop } = await startLake({ log: (line) => console.warn(line) });
  console.warn(`The lake is up after ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  project.provide('lake', { trino, aws, bucket });
  return stop;
}
