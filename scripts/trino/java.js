import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest Java that Trino 476 runs on. */
export const OLDEST_JAVA = 24;

const JVM_FOLDERS = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines', '/opt/java'];

/**
 * The home of a Java that Trino runs on: JAVA_HOME first, then the `java` on the path, then the system's own.
 * @returns {string}
 * @throws {Error} with what was found instead.
 */
export function findJava() {
  const found = candidates().map((home) => ({ home, version: javaVersion(home) }));
  const fitting = found.find(({ version }) => version !== undefined && version >= OLDEST_JAVA);
  if (fitting) return fitting.home;
  const seen = found.filter(({ version }) => version !== undefined).map(({ home, version }) => `${home} (${version})`);
  throw new Error(
    `Trino needs Java ${OLDEST_JAVA} or newer. Found: ${seen.join(', ') || 'none'}. Install one (Temurin, for instance) or set JAVA_HOME to it.`,
  );
}

function candidates() {
  const homes = JVM_FOLDERS.filter(existsSync).flatMap((folder) =>
    readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'Contents', 'Home')]),
  );
  const first = [process.env['JAVA_HOME'], homeOnPath()].filter((home) => home !== undefined && home !== '');
  return [...new Set([...first, ...homes])].filter((home) => existsSync(join(home, 'bin', 'java')));
}

function homeOnPath() {
  const settings = run('java', ['-XshowSettings:properties', '-version']);
  return /java\.home = (.*)/.exec(settings)?.[1]?.trim();
}

/** @param {string} home */
function javaVersion(home) {
  const version = /version "(\d+)/.exec(run(join(home, 'bin', 'java'), ['-version']))?.[1];
  return version === undefined ? undefined : Number(version);
}

// Java writes its version to stderr.
function run(/** @type {string} */ command, /** @type {string[]} */ args) {
  try {
    return execFileSync('/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', command, ...args], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
