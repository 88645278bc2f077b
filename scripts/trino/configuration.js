import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where a server keeps its configuration, data and log below its folder.
 * @param {string} folder
 */
export function pathsIn(folder) {
  const data = join(folder, 'data');
  return {
    etc: join(folder, 'etc'),
    data,
    temporary: join(folder, 'tmp'),
    log: join(data, 'var', 'log', 'server.log'),
  };
}

/**
 * Writes the configuration of a server of one node.
 * @param {string} folder
 * @param {{ port: number, heap: string, catalogs: Readonly<Record<string, readonly string[]>>, settings: readonly string[] }} options
 *   lines of the catalogs' files by name, and further lines of config.properties
 */
export function writeConfiguration(folder, { port, heap, catalogs, settings }) {
  const { etc, data, temporary, log } = pathsIn(folder);
  mkdirSync(join(etc, 'catalog'), { recursive: true });
  mkdirSync(join(data, 'var', 'log'), { recursive: true });
  mkdirSync(temporary);
  const files = {
    'node.properties': [
      'node.environment=lakemodel',
      `node.data-dir=${data}`,
      'node.bind-ip=127.0.0.1',
      'node.internal-address=127.0.0.1',
    ],
    'config.properties': [
      'coordinator=true',
      'node-scheduler.include-coordinator=true',
      `http-server.http.port=${port}`,
      `discovery.uri=http://127.0.0.1:${port}`,
      `catalog.config-dir=${join(etc, 'catalog')}`,
      `log.path=${log}`,
      ...settings,
    ],
    'jvm.config': [
      '-server',
      `-Xmx${heap}`,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-XX:+ExitOnOutOfMemoryError',
      // Else a killed server leaves its unpacked libraries and its counters in the system's own temporary folder.
      `-Djava.io.tmpdir=${temporary}`,
      '-XX:-UsePerfData',
      '-Duser.timezone=UTC',
      '-Djdk.attach.allowAttachSelf=true',
      '-Dfile.encoding=UTF-8',
      '--add-opens=java.base/java.nio=ALL-UNNAMED',
    ],
    'log.properties': ['io.trino=INFO'],
    ...Object.fromEntries(Object.entries(catalogs).map(([name, lines]) => [`catalog/${name}.properties`, lines])),
  };
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(etc, name), `${lines.join('\n')}\n`);
}
