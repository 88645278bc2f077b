import { join, resolve } from 'node:path';
import type { Outcome } from '../../diagnostics/index.ts';
import type { Host, Invocation } from '../../lakemodel.ts';
import { createLoading } from '../../project/loading.ts';
import { readProjectFile } from '../../project/project-file.ts';
import { readSettings } from '../../project/project-settings.ts';
import { listTopFiles } from '../../project/read-files.ts';

/** Where the site goes, where the command line names no folder: below the target folder. */
export const DOCS_FOLDER = 'docs';

/** The folder of a project's docs, absolute, by its `project.yml` alone: nothing else of the project needs to be right. */
export async function findDocs(
  { projectDir, vars, target, targetPath }: Invocation,
  host: Host,
): Promise<Outcome<string | undefined>> {
  const options = { projectDir, vars, env: host.env, builtInTests: new Set<string>(), targetName: target, targetPath };
  const loading = await createLoading(options);
  const file = readProjectFile(loading, await listTopFiles(projectDir));
  if (!file) return { value: undefined, diagnostics: loading.problems.toDiagnostics() };
  return { value: join(resolve(projectDir, readSettings(file.raw, loading).targetPath), DOCS_FOLDER), diagnostics: [] };
}
