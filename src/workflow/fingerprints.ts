import { createHash } from 'node:crypto';
import { printProject, type Digest, type ProjectPrint } from '../changes/index.ts';
import type { OpenProject } from './open-project.ts';

/** 128 bits: no two of a project's texts share them by chance. */
export const digest: Digest = (text) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Fingerprints of a project as it is now, which later versions are compared with. */
export function fingerprintsOf({ project, graph, library }: OpenProject): Promise<ProjectPrint> {
  return printProject({ project, graph, library, digest });
}
