import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Global setup of vitest: tests that run the command line as a user does find it compiled from the sources that are there. */
export function setup(): void {
  const compiled = changedAt(join(ROOT, 'dist/cli/main.js'));
  if (newestSource() <= compiled) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.js')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`scripts/build.js ended with ${status}:\n${stdout}${stderr}`);
}

/** Of src/, which is compiled, and of site/, which is bundled. */
function newestSource(): number {
  const files = ['src', 'site'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return Math.max(...files.filter((file) => isCompiled(file)).map((file) => changedAt(join(ROOT, file))));
}

function isCompiled(file: string): boolean {
  return /\.(tsx?|css|html)$/.test(file) && !/\.test\.tsx?$/.test(file) && !/[\\/](testkit|fixtures)[\\/]/.test(file);
}

function changedAt(path: string): number {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}
