import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { projectIn } from '../e2e/harness.ts';
import { build, deliver, lakemodel, newWorkspace, removeWorkspace } from '../lakehouse/workspace.ts';
import { copyLikeDbt } from './like-dbt.ts';
import { installAll } from './python.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The repository's own project, built, with all artifacts in `target/`. */
    readonly built: string;
    /** The project that dbt can build, too, built by lakemodel. */
    readonly likeDbt: string;
  }
}

/** Global setup of vitest: the readers are installed, and there are projects to read. */
export async function setup(project: TestProject): Promise<() => void> {
  installAll((line) => console.warn(line));
  const workspace = newWorkspace();
  deliver(workspace);
  build(workspace);
  // Its sample data is old: that is said with another exit code.
  lakemodel(workspace, 'source', 'freshness');
  const docs = lakemodel(workspace, 'docs', 'generate');
  if (docs.status !== 0) throw new Error(`lakemodel docs generate ended with ${docs.status}:\n${docs.stderr}`);
  const likeDbt = mkdtempSync(join(tmpdir(), 'like-dbt-'));
  await copyLikeDbt(likeDbt, 'lakemodel');
  await projectIn(likeDbt).build();
  project.provide('built', workspace.dir);
  project.provide('likeDbt', likeDbt);
  return () => {
    removeWorkspace(workspace);
    rmSync(likeDbt, { recursive: true, force: true });
  };
}
