import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { makeWhole } from './cache.js';

/**
 * The path of one of Trino's archives in the cache; downloaded by Maven when it is not there yet.
 * @param {{ name: string, version: string, type: 'tar.gz' | 'zip', size: string }} archive `size` is told to whoever waits: `194 MB`.
 * @param {(line: string) => void} log
 * @returns {string}
 */
export function downloadArchive({ name, version, type, size }, log) {
  const file = `${name}-${version}.${type}`;
  const artifact = `io.trino:${name}:${version}:${type}`;
  return makeWhole(file, (folder) => {
    log(`Downloading ${artifact} (${size}) …`);
    copyArtifact(artifact, folder);
    return join(folder, file);
  });
}

/** @param {string} artifact @param {string} folder */
function copyArtifact(artifact, folder) {
  try {
    execFileSync('mvn', ['-B', '-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], {
      cwd: folder,
      // Standard output is the caller's own.
      stdio: ['ignore', process.stderr, process.stderr],
    });
  } catch (error) {
    const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
    throw new Error(
      missing
        ? 'Maven ("mvn") is needed to download Trino, and is not on the path. Install it (package "maven").'
        : `Maven could not download ${artifact}: its own message is above.`,
      { cause: error },
    );
  }
}
