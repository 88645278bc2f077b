// Makes the sample data: a world, the truth about it, and the files in which three systems tell of it, with all that goes wrong in between.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { planCrmVersions } from './dirt/crm.js';
import { planErpChanges } from './dirt/erp/plan-changes.js';
import { planRegistrations } from './dirt/registrations.js';
import { planTelemetryDirt } from './dirt/telemetry.js';
import { landingFiles } from './landing/files.js';
import { readOptions } from './options.js';
import { makeTruth } from './truth/make-truth.js';
import { truthText } from './truth/truth-text.js';
import { makeWorld } from './world/make-world.js';

/**
 * @param {readonly string[]} args
 * @returns {number} The exit code.
 */
function main(args) {
  let options;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
    return args.includes('--help') ? 0 : 2;
  }
  const world = makeWorld(options);
  const dirt = {
    telemetry: planTelemetryDirt(world),
    registrations: planRegistrations(world),
    changes: planErpChanges(world),
    versions: planCrmVersions(world),
  };
  write(options.out, 'truth.json', truthText(makeTruth(world, dirt)));
  const files = landingFiles(dirt).filter((file) => file.on <= options.until);
  for (const file of files) write(options.out, file.path, file.text);
  process.stderr.write(`Wrote ${files.length} files and truth.json to ${options.out}.\n`);
  return 0;
}

/**
 * @param {string} folder
 * @param {string} path
 * @param {string} text
 */
function write(folder, path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

process.exitCode = main(process.argv.slice(2));
