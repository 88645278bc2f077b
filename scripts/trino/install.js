import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Newer ones can write duplicate rows on MERGE (477) or fail a MERGE that is right (478 to 483). */
export const TRINO_VERSION = '476';

const SERVER = `trino-server-core-${TRINO_VERSION}`;

/** Where downloads are kept, outside of the repository. */
export function cacheFolder() {
  return process.env['LAKEMODEL_CACHE'] ?? join(homedir(), '.cache', 'lakemodel');
}

/**
 * The folder of an unpacked Trino server; downloaded (194 MB, by Maven) and unpacked when it is not there yet.
 * @param {(line: string) => void} log
 * @returns {string}
 */
export function installTrino(log) {
  const target = join(cacheFolder(), SERVER);
  if (existsSync(join(target, 'bin', 'launcher'))) return target;
  const archive = join(cacheFolder(), `${SERVER}.tar.gz`);
  if (!existsSync(archive)) download(archive, log);
  unpack(archive, target);
  return target;
}

/** @param {string} archive @param {(line: string) => void} log */
function download(archive, log) {
  log(`Downloading Trino ${TRINO_VERSION} (194 MB) …`);
  mkdirSync(cacheFolder(), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(), 'download-'));
  const artifact = `io.trino:trino-server-core:${TRINO_VERSION}:tar.gz`;
  try {
    execFileSync('mvn', ['-B', '-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    renameSync(join(folder, `${SERVER}.tar.gz`), archive);
  } catch (error) {
    const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
    throw new Error(
      missing
        ? 'Maven ("mvn") is needed to download Trino, and is not on the path.'
        : `Maven could not download ${artifact}.`,
      { cause: error },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Unpacked beside its place and moved, so that an unpacking cut short leaves nothing that looks whole.
function unpack(/** @type {string} */ archive, /** @type {string} */ target) {
  const folder = mkdtempSync(join(cacheFolder(), 'unpack-'));
  try {
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    if (!existsSync(target)) renameSync(join(folder, SERVER), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
