import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeWhole } from './cache.js';
import { downloadArchive } from './maven.js';

/** Newer ones can write duplicate rows on MERGE (477) or fail a MERGE that is right (478 to 483). */
export const TRINO_VERSION = '476';

const SERVER = `trino-server-core-${TRINO_VERSION}`;

/**
 * The folder of an unpacked Trino server; downloaded (194 MB, by Maven) and unpacked when it is not there yet.
 * @param {(line: string) => void} log
 * @returns {string}
 */
export function installTrino(log) {
  return makeWhole(SERVER, (folder) => {
    const archive = { name: 'trino-server-core', version: TRINO_VERSION, type: /** @type {const} */ ('tar.gz') };
    unpack('tar', ['-xzf'], downloadArchive({ ...archive, size: '194 MB' }, log), ['-C', folder]);
    return join(folder, SERVER);
  });
}

/**
 * Unpacks an archive by a command, which checks it, too: one that cannot be read is removed, so that the next try downloads it again.
 * @param {string} command @param {readonly string[]} before @param {string} archive @param {readonly string[]} after
 */
export function unpack(command, before, archive, after) {
  try {
    execFileSync(command, [...before, archive, ...after], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const { code, stderr } = /** @type {NodeJS.ErrnoException & { stderr?: Buffer }} */ (error);
    if (code === 'ENOENT') throw new Error(`"${command}" is needed to unpack ${archive}, and is not on the path.`);
    rmSync(archive, { force: true });
    const said =
      String(stderr ?? '')
        .trim()
        .split('\n')
        .at(-1) ?? '';
    throw new Error(`${archive} could not be unpacked and was removed; try again.\n${said}`, { cause: error });
  }
}
