#!/usr/bin/env node
/**
 * Prints how long lakemodel takes on synthetic projects, beside what is aimed at. Figures, not tests: a busy machine gives others.
 *   node scripts/bench/bench.js [--models 100,1000,10000] [--only parse,ls,compile,docs,run] [--keep]
 *   node scripts/bench/bench.js --only cost [--days 30,360] [--trino URL --aws URL]
 *   node scripts/bench/bench.js --only site
 * `site` measures the docs site of 10,000 models in a headless Chromium: the one that CHROMIUM names, or one on the PATH.
 * `cost` counts bytes on a lake: the one that is named, that of LAKEMODEL_LAKE (see `npm run lake`), or one that it starts.
 * Needs dist/ (`npm run build`). From `RUN_UP_TO` models on, `run` is measured where `--only` asks for it.
 */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure, median } from './measure.js';
import { writeMoreTargets, writeSyntheticProject } from './synthetic-project.js';

const STARTS = 11;
const RUN_UP_TO = 5_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LAKEMODEL = join(ROOT, 'bin/lakemodel.js');
const PARSE = join(ROOT, 'scripts/bench/parse.js');

/** What is aimed at, on two cores: seconds of wall clock by measure and number of models. */
const TARGETS = {
  parse: { 10_000: '≤ 4 s, ≤ 500 MB' },
  'ls one, warm': { 10_000: '≤ 0.9 s' },
  'compile, cold': { 1_000: '≤ 2.5 s', 10_000: '≤ 20 s, ≤ 700 MB' },
  'compile, one changed': { 1_000: '≤ 0.5 s', 10_000: '≤ 2 s' },
  'docs, three targets, cold': { 10_000: '≤ 60 s, ≤ 1 GB' },
  'run, cold': { 1_000: '≤ 8.5 s' },
  'run, compiled before': { 1_000: '≤ 6.5 s' },
};

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '100,1000' },
    only: { type: 'string' },
    days: { type: 'string', default: '30,360' },
    trino: { type: 'string' },
    aws: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

if (existsSync(join(ROOT, 'dist/cli/main.js'))) await ({ cost, site }[values.only ?? ''] ?? main)();
else {
  process.stderr.write('dist/ is missing: run "npm run build" first.\n');
  process.exitCode = 2;
}

function main() {
  print(`${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, `);
  print(
    `Node.js ${process.versions.node}, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n\n`,
  );
  line(
    'models',
    'measure',
    { wall: 'wall s', user: 'user s', system: 'sys s', megabytes: 'MB', load: 'load' },
    'target',
  );
  if (!values.only)
    row(
      '',
      'start-up',
      median(STARTS, () => measure([LAKEMODEL, '--version'], ROOT)),
      '< 0.15 s',
    );
  for (const count of values.models.split(',').map(Number)) benchProject(count);
}

async function cost() {
  const { benchCost } = await import('./cost.js');
  const { withLake } = await import('./with-lake.js');
  const days = values.days.split(',').map(Number);
  await withLake({ trino: values.trino, aws: values.aws }, (lake) => benchCost({ lake, bin: LAKEMODEL, days, print }));
}

async function site() {
  const { benchSite } = await import('./site.js');
  // Its graph of 500 nodes is one of 10,000.
  await benchSite({ nodes: 10_000, print });
}

/** @param {number} count */
function benchProject(count) {
  const folder = mkdtempSync(join(tmpdir(), `lakemodel-bench-${count}-`));
  try {
    const models = writeSyntheticProject(folder, count);
    const one = models.at(-1)?.name ?? '';
    /** @param {readonly string[]} argv */
    const lakemodel = (...argv) => measure([LAKEMODEL, ...argv, '--quiet'], folder);
    const target = join(folder, 'target');
    const cold = () => rmSync(target, { recursive: true, force: true });
    if (wanted('parse', count)) report(count, 'parse', () => measure([PARSE, folder], folder));
    if (wanted('ls', count)) {
      cold();
      report(count, 'ls one, cold', () => lakemodel('ls', '--select', one));
      report(count, 'ls one, warm', () => lakemodel('ls', '--select', one));
    }
    if (wanted('compile', count)) {
      cold();
      report(count, 'compile, cold', () => lakemodel('compile'));
      report(count, 'compile, again', () => lakemodel('compile'));
      appendFileSync(fileOf(models[count >> 1]?.name ?? one, folder), '-- One line more.\n');
      report(count, 'compile, one changed', () => lakemodel('compile'));
    }
    if (wanted('docs', count)) {
      cold();
      writeMoreTargets(folder);
      report(count, 'docs, three targets, cold', () => lakemodel('docs', 'generate', '--offline'));
      report(count, 'docs, again', () => lakemodel('docs', 'generate', '--offline'));
    }
    if (wanted('run', count)) {
      cold();
      report(count, 'run, cold', () => lakemodel('run'));
      cold();
      lakemodel('compile');
      report(count, 'run, compiled before', () => lakemodel('run'));
    }
  } finally {
    if (values.keep) print(`kept: ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} model
 * @param {string} folder
 */
function fileOf(model, folder) {
  const files = readdirSync(join(folder, 'models'), { recursive: true, encoding: 'utf8' });
  return join(folder, 'models', files.find((file) => file.endsWith(`${model}.sql`)) ?? '');
}

/**
 * @param {string} part
 * @param {number} count
 */
function wanted(part, count) {
  if (values.only) return values.only.split(',').includes(part);
  return count < RUN_UP_TO || part !== 'run';
}

/**
 * @param {number} count
 * @param {string} name
 * @param {() => import('./measure.js').Usage} work
 */
function report(count, name, work) {
  const goals = /** @type {Record<string, Record<number, string>>} */ (TARGETS);
  row(String(count), name, work(), goals[name]?.[count] ?? '');
}

/**
 * @param {string} models
 * @param {string} name
 * @param {import('./measure.js').Usage} usage
 * @param {string} target
 */
function row(models, name, { wall, user, system, megabytes, load }, target) {
  const seconds = (/** @type {number} */ value) => value.toFixed(2);
  const texts = {
    wall: seconds(wall),
    user: seconds(user),
    system: seconds(system),
    megabytes: megabytes.toFixed(0),
    load: load.toFixed(1),
  };
  line(models, name, texts, target);
}

/**
 * @param {string} models
 * @param {string} name
 * @param {Record<'wall' | 'user' | 'system' | 'megabytes' | 'load', string>} usage
 * @param {string} target
 */
function line(models, name, { wall, user, system, megabytes, load }, target) {
  const numbers = [wall, user, system, megabytes, load].map((text) => text.padStart(8)).join('');
  print(`${models.padStart(7)}  ${name.padEnd(26)}${numbers}  ${target}\n`);
}

/** @param {string} text */
function print(text) {
  process.stdout.write(text);
}
