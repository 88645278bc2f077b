import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diagnose } from '../diagnostics/index.ts';
import type { Host, InitReport } from '../lakemodel.ts';
import { settingsText } from './editor-settings.ts';
import { starterFiles } from './starter.ts';

/** Writes a small project that runs at once. Nothing that exists is overwritten: a folder with a project is refused. */
export async function init(projectDir: string, { name }: { name?: string }, _host: Host): Promise<InitReport> {
  if (existsSync(join(projectDir, 'project.yml'))) {
    return { exitCode: 2, diagnostics: [diagnose('init-project-exists', { folder: projectDir })], created: [] };
  }
  const projectName =
    (name ?? basename(projectDir))
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .replace(/^[^a-z]+/, '') || 'lakehouse';
  const files = Object.entries({
    ...starterFiles(projectName),
    '.vscode/settings.json': settingsText('vscode', projectDir, ['models', 'seeds', 'snapshots', 'macros']),
  });
  const inTheWay = files.map(([path]) => path).filter((path) => existsSync(join(projectDir, path)));
  if (inTheWay.length > 0) {
    return { exitCode: 2, diagnostics: [diagnose('init-file-exists', { files: inTheWay })], created: [] };
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(projectDir, path)), { recursive: true });
    writeFileSync(join(projectDir, path), text);
  }
  return { exitCode: 0, diagnostics: [], created: files.map(([path]) => path) };
}
