import type { Project } from '../project/project.ts';

/** A file's path below the folder of its kind, as dbt's `path`. */
export function belowRoot(file: string, { settings }: Project): string {
  const { modelPaths, seedPaths, snapshotPaths, testPaths, macroPaths, analysisPaths } = settings;
  const roots = [modelPaths, seedPaths, snapshotPaths, testPaths, macroPaths, analysisPaths].flat();
  const root = roots.find((folder) => file.startsWith(`${folder}/`));
  return root === undefined ? file : file.slice(root.length + 1);
}
