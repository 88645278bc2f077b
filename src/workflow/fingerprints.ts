import { createHash } from 'node:crypto';
import { printProject, type Digest, type ProjectPrint } from '../changes/index.ts';
import { codeVersion } from './code-version.ts';
import { openCompileMemory } from './compile-memory.ts';
import type { OpenProject } from './open-project.ts';

/** 128 bits: no two of a project's texts share them by chance. */
export const digest: Digest = (text) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Fingerprints of a project as it is now, which later versions are compared with. What was printed in an earlier command is remembered in `folder`. */
export function fingerprintsOf({ project, graph, library, secrets }: OpenProject, folder: string): ProjectPrint {
  const memory = openCompileMemory(folder, { version: codeVersion(), secrets });
  const print = printProject({ project, graph, library, digest, remember: memory.remember });
  memory.save();
  return print;
}
