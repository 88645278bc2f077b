import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
  'brave-browser',
];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/snap/bin/chromium'];

/**
 * Path of a Chromium: the one that CHROMIUM names, or one that is installed; else Debian's package is installed, where this user may do that.
 * Throws with what to do where there is none.
 */
export function findChromium(): string {
  const found = process.env['CHROMIUM'] ?? installed();
  if (found !== undefined) return found;
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get') !== undefined;
  if (mayInstall) {
    const update = apt('update');
    const install = update === undefined ? apt('install', '-y', '--no-install-recommends', 'chromium') : update;
    const now = installed();
    if (now !== undefined) return now;
    throw new Error(`Debian's package chromium could not be installed:\n${install ?? ''}`);
  }
  throw new Error(
    'No Chromium was found. Install one (Debian: apt-get install chromium), or name its program in the environment variable CHROMIUM.',
  );
}

/** What went wrong, if something did. */
function apt(...args: string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stdout, stderr } = spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' });
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

function installed(): string | undefined {
  return NAMES.map(onPath).find((path) => path !== undefined) ?? ELSEWHERE.find((path) => existsSync(path));
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => isProgram(path));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
