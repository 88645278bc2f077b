import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

const REPORT = new URL('./report-usage.js', import.meta.url).href;
const TIMEOUT_MS = 20 * 60_000;

/**
 * What one process used: seconds of wall clock, of user and of system CPU (all threads), its highest memory, and the machine's load before it.
 * @typedef {{ wall: number, user: number, system: number, megabytes: number, load: number }} Usage
 */

/**
 * Runs a fresh Node process and measures it. Throws, with what it said, where it fails.
 * @param {readonly string[]} argv file and arguments
 * @param {string} cwd
 * @returns {Usage}
 */
export function measure(argv, cwd) {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-usage-'));
  const file = join(folder, 'usage.json');
  try {
    const load = loadavg()[0] ?? 0;
    const begin = performance.now();
    const { status, signal, stderr, stdout, error } = spawnSync(process.execPath, ['--import', REPORT, ...argv], {
      cwd,
      env: { ...process.env, BENCH_USAGE_FILE: file, CI: '1' },
      encoding: 'utf8',
      timeout: TIMEOUT_MS,
      maxBuffer: 1 << 28,
    });
    const wall = (performance.now() - begin) / 1000;
    if (error) throw error;
    if (status !== 0)
      throw new Error(`${argv.join(' ')} ended with ${status ?? signal}:\n${tail(`${stdout}\n${stderr}`)}`);
    const used = JSON.parse(readFileSync(file, 'utf8'));
    return {
      wall,
      user: used.userCPUTime / 1e6,
      system: used.systemCPUTime / 1e6,
      megabytes: used.maxRSS / 1024,
      load,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The run with the median wall clock of several.
 * @param {number} times odd
 * @param {() => Usage} once
 */
export function median(times, once) {
  const usages = Array.from({ length: times }, once).sort((a, b) => a.wall - b.wall);
  return /** @type {Usage} */ (usages[times >> 1]);
}

/** @param {string} text */
function tail(text) {
  return text.trim().split('\n').slice(-20).join('\n');
}
