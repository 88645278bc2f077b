import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, makeWhole } from '../trino/cache.js';
import { installTrino, TRINO_VERSION, unpack } from '../trino/install.js';
import { downloadArchive } from '../trino/maven.js';
import { findPython } from './python.js';

/** The Glue and S3 double. */
export const MOTO_VERSION = '5.2.5';

const CONNECTORS = [
  { name: 'iceberg', size: '346 MB' },
  { name: 'hive', size: '258 MB' },
];

/**
 * The folder of a Trino server that has the Iceberg and the Hive connector; made when it is not there yet.
 * @param {(line: string) => void} log
 * @returns {string}
 */
export function installLakeServer(log) {
  return makeWhole(`trino-lake-${TRINO_VERSION}`, (folder) => {
    const home = join(folder, 'server');
    linkTree(installTrino(log), home);
    for (const { name, size } of CONNECTORS) {
      const plugin = `trino-${name}`;
      const archive = downloadArchive({ name: plugin, version: TRINO_VERSION, type: 'zip', size }, log);
      unpack(findPython().command, ['-m', 'zipfile', '-e'], archive, [folder]);
      renameSync(join(folder, `${plugin}-${TRINO_VERSION}`), join(home, 'plugin', name));
    }
    return home;
  });
}

/** The same files in other folders, at no cost in space. @param {string} from @param {string} to */
function linkTree(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkSync(source, target);
  }
}

/**
 * The Python that has moto's server; its virtual environment is made when it is not there yet.
 * @param {(line: string) => void} log
 * @returns {string}
 */
export function installMoto(log) {
  const { command, version } = findPython();
  const name = `moto-${MOTO_VERSION}-py${version}`;
  const inside = join('bin', 'python3');
  const target = join(cacheFolder(), name);
  // Its Python is a link to the system's, which may have moved since.
  if (existsSync(target) && !existsSync(join(target, inside))) rmSync(target, { recursive: true, force: true });
  const made = makeWhole(name, (folder) => {
    log(`Installing moto ${MOTO_VERSION} for Python ${version} …`);
    const environment = join(folder, 'venv');
    run(command, ['-m', 'venv', environment]);
    // It is moved afterwards, which its Python bears and the scripts in bin/ do not: they are not used.
    const packages = [`moto[server,glue,s3]==${MOTO_VERSION}`];
    run(join(environment, inside), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    return environment;
  });
  return join(made, inside);
}

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  try {
    execFileSync(command, args, { stdio: ['ignore', process.stderr, process.stderr] });
  } catch (error) {
    throw new Error(`"${[command, ...args].join(' ')}" failed: its own message is above.`, { cause: error });
  }
}
