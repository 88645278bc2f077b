import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findChromium } from './find-chromium.ts';
import { writeHostileProject } from './hostile-project.ts';
import { lakemodel, makeProjectSite } from './make-site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the browser's program. */
    readonly chromium: string;
    /** The top-level project, built, with its site in target/docs. */
    readonly projectFolder: string;
    /** A project whose texts all try to run scripts, with its site in target/docs. */
    readonly hostileFolder: string;
  }
}

/** Global setup: a browser and two sites for all tests. */
export function setup({ provide }: TestProject): () => void {
  provide('chromium', findChromium());
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-browser-'));
  const project = join(folder, 'a project #1 with 100%');
  makeProjectSite(project);
  provide('projectFolder', project);
  const hostile = join(folder, 'hostile');
  writeHostileProject(hostile);
  lakemodel(hostile, 'build');
  lakemodel(hostile, 'docs', 'generate');
  provide('hostileFolder', hostile);
  return () => rmSync(folder, { recursive: true, force: true });
}
