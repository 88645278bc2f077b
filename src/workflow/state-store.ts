import { join, resolve } from 'node:path';
import { awsClientConfig } from '../engines/aws/client-config.ts';
import type { Invocation } from '../lakemodel.ts';
import type { Project } from '../project/project.ts';
import { createFileStore, openS3Store, s3Place, type StateStore } from '../state/index.ts';
import { targetPath } from './connect.ts';
import type { OpenProject } from './open-project.ts';

/** The store for a project's state: history, watermarks, locks. */
export function openStateStore({ project }: OpenProject, invocation: Invocation): Promise<StateStore> {
  const location = stateLocation(project, invocation);
  if (s3Place(location)) return openS3Store(location, awsClientConfig(project.target.settings, 's3'));
  return Promise.resolve(createFileStore(location));
}

/**
 * Where a project's state lies: as `state: {location: …}` says (a folder, or `s3://…`); else, on Athena, beside its tables in S3, where every
 * machine finds it; else in the target folder. A folder is absolute.
 */
export function stateLocation({ settings, target }: Project, invocation: Invocation): string {
  const { stateLocation: location } = settings;
  if (location !== undefined) return s3Place(location) ? location : resolve(invocation.projectDir, location);
  const dataDir = target.type === 'athena' ? target.settings['s3_data_dir'] : undefined;
  if (typeof dataDir === 'string' && s3Place(dataDir)) return `${dataDir.replace(/\/+$/, '')}/_lakemodel/state/`;
  return join(targetPath({ settings, target } as Project, invocation), 'state');
}
