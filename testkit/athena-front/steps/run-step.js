import { QueryFailure } from '../refusals.js';
import { checkCtasTypes } from './ctas-types.js';
import { addColumns, changeColumn, dropColumn, renameTable, setProperties, unsetProperties } from './alter.js';
import { createDatabase, createExternalTable, dropDatabase, dropTable } from './create-and-drop.js';
import { optimize, vacuum } from './maintain.js';
import { addPartitions, repairTable } from './partitions.js';
import { show } from './show.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./steps.js').Outcome} Outcome */
/** @typedef {import('./steps.js').Surroundings} Surroundings */

/** With one writer a task, Trino refuses the 101st open partition as Athena does. */
const ONE_WRITER = { task_max_writer_count: '1', task_min_writer_count: '1', task_scale_writers_enabled: 'false' };

/**
 * @param {Step} step
 * @param {Surroundings} surroundings
 * @returns {Promise<Outcome>}
 * @throws {QueryFailure | import('../trino.js').TrinoError}
 */
export async function runStep(step, surroundings) {
  switch (step.do) {
    case 'trino':
      return surroundings.query(step.sql, step.writes ? ONE_WRITER : {});
    case 'create-table-as':
      return createTableAs(step, surroundings);
    case 'create-iceberg-table':
      return createIcebergTable(step, surroundings);
    case 'create-external-table':
      return createExternalTable(step, surroundings);
    case 'create-database':
      return createDatabase(step, surroundings);
    case 'drop-database':
      return dropDatabase(step, surroundings);
    case 'drop-table':
      return dropTable(step, surroundings);
    case 'add-columns':
      return addColumns(step, surroundings);
    case 'drop-column':
      return dropColumn(step, surroundings);
    case 'change-column':
      return changeColumn(step, surroundings);
    case 'rename-table':
      return renameTable(step, surroundings);
    case 'set-properties':
      return setProperties(step, surroundings);
    case 'unset-properties':
      return unsetProperties(step, surroundings);
    case 'add-partitions':
      return addPartitions(step, surroundings);
    case 'repair-table':
      return repairTable(step, surroundings);
    case 'optimize':
      return optimize(step, surroundings);
    case 'vacuum':
      return vacuum(step, surroundings);
    case 'show':
      return show(step, surroundings);
  }
}

/** @param {Extract<Step, { do: 'create-table-as' }>} step @param {Surroundings} surroundings */
async function createTableAs({ relation, query, sql, properties }, surroundings) {
  const { columns } = await surroundings.query(`SELECT * FROM (\n${query}\n) LIMIT 0`);
  checkCtasTypes(columns);
  const result = await surroundings.query(sql, ONE_WRITER);
  surroundings.properties.set(`${relation.schema}.${relation.table}`, properties);
  return result;
}

/** @param {Extract<Step, { do: 'create-iceberg-table' }>} step @param {Surroundings} surroundings */
async function createIcebergTable({ relation, sql, properties }, { query, lake, properties: all }) {
  if (!(await lake.database(relation.schema))) {
    throw new QueryFailure(`FAILED: SemanticException [Error 10072]: Database does not exist: ${relation.schema}`, {
      type: 1301,
    });
  }
  const existed = await lake.table(relation);
  await query(sql);
  if (!existed) all.set(`${relation.schema}.${relation.table}`, properties);
  return {};
}
