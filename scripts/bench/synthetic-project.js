import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, modelSql } from './model-sql.js';
import { createRandom } from './random.js';

const SEED = 20_260_101;
const MODELS_IN_A_FOLDER = 25;
const TABLES = 0.3;
const DOCUMENTED = 0.5;
const TESTED = 0.25;
const FIRST_MODELS = 0.05;
/** Views that are open inside a view, itself included: an engine binds them all whenever it reads it. */
const MAX_NESTED_VIEWS = 3;

/** @typedef {import('./model-sql.js').SyntheticModel} SyntheticModel */

/**
 * Writes a project of `count` models, the same for the same count: 70 % views, 30 % tables, one YAML file in each folder.
 * @param {string} folder exists and is empty
 * @param {number} count
 * @returns {readonly SyntheticModel[]}
 */
export function writeSyntheticProject(folder, count) {
  const random = createRandom(SEED);
  const models = makeModels(count, random);
  writeFileSync(join(folder, 'project.yml'), PROJECT);
  for (let start = 0; start < count; start += MODELS_IN_A_FOLDER) {
    const name = `area_${String(start / MODELS_IN_A_FOLDER).padStart(4, '0')}`;
    const path = join(folder, 'models', name);
    mkdirSync(path, { recursive: true });
    const members = models.slice(start, start + MODELS_IN_A_FOLDER);
    for (const model of members) writeFileSync(join(path, `${model.name}.sql`), modelSql(model));
    writeFileSync(join(path, `${name}.yml`), propertiesYaml(members, random));
  }
  return models;
}

const PROJECT = `name: synthetic
version: 1.0.0

models:
  synthetic:
    +tags: [bench]

target: local
targets:
  local: {type: duckdb, path: target/synthetic.duckdb, threads: 4}
`;

const MORE_TARGETS = `  trino: {type: trino, host: 127.0.0.1, port: 8080, catalog: iceberg, schema: synthetic_trino, user: bench}
  athena: {type: athena, region: eu-west-1, s3_data_dir: s3://bench/tables/, s3_staging_dir: s3://bench/results/, schema: synthetic_athena}
`;

/**
 * Adds a target for Trino and one for Athena, which nobody reaches: their SQL is made and not sent.
 * @param {string} folder
 */
export function writeMoreTargets(folder) {
  appendFileSync(join(folder, 'project.yml'), MORE_TARGETS);
}

/**
 * @param {number} count
 * @param {ReturnType<typeof createRandom>} random
 */
function makeModels(count, random) {
  /** @type {SyntheticModel[]} */
  const models = [];
  /** @type {number[]} */
  const nested = [];
  for (let number = 0; number < count; number++) {
    const materialized = random.chance(TABLES) ? 'table' : 'view';
    const indexes = number < Math.max(2, count * FIRST_MODELS) ? [] : chooseInputs(number, nested, random);
    nested.push(materialized === 'table' ? 0 : 1 + sum(indexes.map((index) => nested[index] ?? 0)));
    const inputs = indexes.map((index) => models[index]?.name ?? '');
    models.push({ name: `model_${String(number).padStart(5, '0')}`, materialized, inputs, number });
  }
  return models;
}

/**
 * One to three earlier models, mostly recent ones.
 * @param {number} number
 * @param {readonly number[]} nested
 * @param {ReturnType<typeof createRandom>} random
 */
function chooseInputs(number, nested, random) {
  const wanted = 1 + random.below(3);
  /** @type {number[]} */
  const chosen = [];
  for (let tries = 0; chosen.length < wanted && tries < 50; tries++) {
    const index = random.chance(0.7) ? Math.max(0, number - 1 - random.below(200)) : random.below(number);
    const views = 1 + sum([...chosen, index].map((input) => nested[input] ?? 0));
    if (!chosen.includes(index) && views <= MAX_NESTED_VIEWS) chosen.push(index);
  }
  return chosen.length > 0 ? chosen : [0];
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * @param {readonly SyntheticModel[]} models
 * @param {ReturnType<typeof createRandom>} random
 */
function propertiesYaml(models, random) {
  const documented = models.filter(() => random.chance(DOCUMENTED));
  const entries = documented.map((model) => {
    const tested = random.chance(TESTED / DOCUMENTED);
    const columns = COLUMNS.map(([name, description]) => {
      const tests = tested && name === 'id' ? '\n        data_tests: [not_null, unique]' : '';
      return `      - name: ${name}\n        description: ${description}${tests}`;
    });
    return `  - name: ${model.name}\n    description: Synthetic model ${model.number}, read by others.\n    columns:\n${columns.join('\n')}`;
  });
  return entries.length > 0 ? `models:\n${entries.join('\n')}\n` : 'models: []\n';
}
