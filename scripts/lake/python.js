import { execFileSync } from 'node:child_process';

/** The oldest Python that moto's server runs on. @type {readonly [number, number]} */
const OLDEST_PYTHON = [3, 10];

// Some systems ship Python without what makes virtual environments, as a package of its own.
const QUESTION = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])';

/**
 * The Python on the path.
 * @param {string} [command]
 * @returns {{ command: string, version: string }} its version as `3.11`
 * @throws {Error} which says what is missing and what to install.
 */
export function findPython(command = 'python3') {
  const version = ask(command);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]);
  if (!isNewEnough) throw new Error(`${needed(command)} That one is ${version}. Put a newer one first on the path.`);
  return { command, version };
}

/** @param {string} command */
function ask(command) {
  try {
    return execFileSync(command, ['-c', QUESTION], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    const { code, stderr } = /** @type {NodeJS.ErrnoException & { stderr?: string }} */ (error);
    if (code === 'ENOENT') throw new Error(`${needed(command)} There is none: install Python 3.`, { cause: error });
    const module = /No module named '?(venv|ensurepip)/.exec(stderr ?? '')?.[1];
    throw new Error(
      module === undefined
        ? `${needed(command)} It failed: ${(stderr ?? String(error)).trim()}`
        : `${needed(command)} That one lacks "${module}": install it (package "python3-venv" on Debian and Ubuntu).`,
      { cause: error },
    );
  }
}

/** @param {string} command */
function needed(command) {
  return `The lake needs Python ${OLDEST_PYTHON.join('.')} or newer with venv for moto, and looked for "${command}" on the path.`;
}
