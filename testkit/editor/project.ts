import { randomUUID } from 'node:crypto';
import type { Host, Invocation } from '../../src/lakemodel.ts';

/** A world in which nobody listens. */
export const host: Host = {
  now: () => new Date(),
  env: () => undefined,
  newId: randomUUID,
  signal: new AbortController().signal,
  onEvent: () => undefined,
};

export function invocation(projectDir: string): Invocation {
  return {
    projectDir,
    vars: {},
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: false,
  };
}
