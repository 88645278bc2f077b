import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/index.ts';
import { loadProject } from '../load-project.ts';
import type { LoadOptions } from '../loading.ts';
import type { Project } from '../project.ts';

export const PROJECT_FILE = `name: shop
version: "1.0"
target: local
targets:
  local: {type: duckdb, path: target/shop.duckdb}
  cloud: {type: trino, host: localhost, catalog: iceberg, schema: analytics, user: me}
`;

export type LoadFiles = Readonly<Record<string, string>>;

/** Writes a project into a temporary folder, loads it and removes the folder. `project.yml` is PROJECT_FILE with what `files` gives after it. */
export async function loadFiles(
  files: LoadFiles,
  options: Partial<LoadOptions> = {},
): Promise<{ project: Project; diagnostics: readonly Diagnostic[] }> {
  const projectDir = mkdtempSync(join(tmpdir(), 'lakemodel-'));
  try {
    const all = { ...files, 'project.yml': PROJECT_FILE + (files['project.yml'] ?? '') };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(projectDir, path)), { recursive: true });
      writeFileSync(join(projectDir, path), text);
    }
    const builtInTests = new Set([
      'unique',
      'not_null',
      'accepted_values',
      'relationships',
      'dbt_utils.accepted_range',
    ]);
    const { value, diagnostics } = await loadProject({ projectDir, env: () => undefined, builtInTests, ...options });
    if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
    return { project: value, diagnostics };
  } finally {
    rmSync(projectDir, { recursive: true });
  }
}

/** Loads a project that has nothing to complain about. */
export async function loadGood(files: LoadFiles, options: Partial<LoadOptions> = {}): Promise<Project> {
  const { project, diagnostics } = await loadFiles(files, options);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return project;
}
