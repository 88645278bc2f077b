import { QueryFailure } from '../refusals.js';
import { checkIcebergTypes } from '../sql/create-table.js';
import { hiveTypeText, trinoTypeText } from '../sql/hive-types.js';
import { checkIcebergProperties } from '../sql/iceberg-properties.js';
import { iceberg, quoted, text } from '../sql/quote.js';
import { isIceberg, tableNotFound } from './create-and-drop.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./steps.js').Relation} Relation */
/** @typedef {import('./steps.js').Surroundings} Surroundings */
/** @typedef {import('@aws-sdk/client-glue').Table} Table */

/** @param {Relation} relation @param {Surroundings} surroundings */
async function mustExist(relation, { lake }) {
  const table = await lake.table(relation);
  if (!table) throw tableNotFound(relation);
  return table;
}

/** @param {Relation} relation @param {Surroundings} surroundings @param {string} what */
async function mustBeIceberg(relation, surroundings, what) {
  if (!isIceberg(await mustExist(relation, surroundings))) {
    throw new QueryFailure(`FAILED: SemanticException ${what} is supported for Iceberg tables only`, { type: 1003 });
  }
}

/** @param {Extract<Step, { do: 'add-columns' }>} step @param {Surroundings} surroundings */
export async function addColumns({ relation, columns }, surroundings) {
  const table = await mustExist(relation, surroundings);
  if (!isIceberg(table)) return addGlueColumns(table, relation, columns, surroundings);
  checkIcebergTypes(columns);
  for (const { name, type, comment } of columns) {
    const about = comment === undefined ? '' : ` COMMENT ${text(comment)}`;
    await surroundings.query(
      `ALTER TABLE ${iceberg(relation)} ADD COLUMN ${quoted(name)} ${trinoTypeText(type)}${about}`,
    );
  }
  return {};
}

/** @param {Table} table @param {Relation} relation @param {readonly import('./steps.js').HiveColumn[]} columns @param {Surroundings} surroundings */
async function addGlueColumns(table, { schema }, columns, { lake }) {
  const { Name = '', Description, TableType = '', Parameters = {}, PartitionKeys = [], StorageDescriptor = {} } = table;
  const added = columns.map(({ name, type, comment }) => ({
    Name: name,
    Type: hiveTypeText(type),
    ...(comment !== undefined && { Comment: comment }),
  }));
  const storage = { ...StorageDescriptor, Columns: [...(StorageDescriptor.Columns ?? []), ...added] };
  await lake.updateTable(schema, {
    Name,
    TableType,
    Parameters,
    PartitionKeys,
    StorageDescriptor: storage,
    ...(Description !== undefined && { Description }),
  });
  return {};
}

/** @param {Extract<Step, { do: 'drop-column' }>} step @param {Surroundings} surroundings */
export async function dropColumn({ relation, column }, surroundings) {
  await mustBeIceberg(relation, surroundings, 'DROP COLUMN');
  await surroundings.query(`ALTER TABLE ${iceberg(relation)} DROP COLUMN ${quoted(column)}`);
  return {};
}

/** @param {Extract<Step, { do: 'change-column' }>} step @param {Surroundings} surroundings */
export async function changeColumn({ relation, from, column }, surroundings) {
  const { query } = surroundings;
  await mustBeIceberg(relation, surroundings, 'CHANGE COLUMN');
  checkIcebergTypes([column]);
  const columns = await query(`SELECT * FROM ${iceberg(relation)} LIMIT 0`);
  const before = columns.columns.find(({ name }) => name === from)?.type;
  if (before === undefined)
    throw new QueryFailure(
      `FAILED: SemanticException Column ${from} does not exist in ${relation.schema}.${relation.table}`,
      { type: 1003 },
    );
  const after = trinoTypeText(column.type);
  if (!same(before, after) && !widens(before, after)) {
    throw new QueryFailure(`FAILED: SemanticException Cannot change column type: ${from}: ${before} -> ${after}`, {
      type: 1003,
    });
  }
  const table = `ALTER TABLE ${iceberg(relation)}`;
  if (from !== column.name) await query(`${table} RENAME COLUMN ${quoted(from)} TO ${quoted(column.name)}`);
  if (!same(before, after)) await query(`${table} ALTER COLUMN ${quoted(column.name)} SET DATA TYPE ${after}`);
  if (column.comment !== undefined)
    await query(`COMMENT ON COLUMN ${iceberg(relation)}.${quoted(column.name)} IS ${text(column.comment)}`);
  return {};
}

/** @param {string} a @param {string} b */
function same(a, b) {
  return bare(a) === bare(b);
}

function bare(/** @type {string} */ type) {
  return type.replace(/[\s"]/g, '').toLowerCase();
}

/** Type promotion of Iceberg as Athena has it: int to bigint, float to double, more digits of a decimal. @param {string} before @param {string} after */
export function widens(before, after) {
  if (before === 'integer' && after === 'bigint') return true;
  if (before === 'real' && after === 'double') return true;
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(bare(before)) ?? [];
  const [, wider, sameScale] = /^decimal\((\d+),(\d+)\)$/.exec(bare(after)) ?? [];
  return precision !== undefined && wider !== undefined && scale === sameScale && Number(wider) > Number(precision);
}

/** @param {Extract<Step, { do: 'rename-table' }>} step @param {Surroundings} surroundings */
export async function renameTable({ relation, to }, surroundings) {
  await mustBeIceberg(relation, surroundings, 'RENAME');
  await surroundings.query(`ALTER TABLE ${iceberg(relation)} RENAME TO ${iceberg(to)}`);
  const own = surroundings.properties.get(`${relation.schema}.${relation.table}`);
  surroundings.properties.delete(`${relation.schema}.${relation.table}`);
  if (own) surroundings.properties.set(`${to.schema}.${to.table}`, own);
  return {};
}

/** @param {Extract<Step, { do: 'set-properties' }>} step @param {Surroundings} surroundings */
export async function setProperties({ relation, properties }, surroundings) {
  const table = await mustExist(relation, surroundings);
  const key = `${relation.schema}.${relation.table}`;
  if (isIceberg(table)) {
    checkIcebergProperties(properties);
    surroundings.properties.set(key, { ...surroundings.properties.get(key), ...properties });
    return {};
  }
  return changeGlueParameters(table, relation, { ...table.Parameters, ...properties }, surroundings);
}

/** @param {Extract<Step, { do: 'unset-properties' }>} step @param {Surroundings} surroundings */
export async function unsetProperties({ relation, names }, surroundings) {
  await mustBeIceberg(relation, surroundings, 'UNSET TBLPROPERTIES');
  const key = `${relation.schema}.${relation.table}`;
  const left = Object.entries(surroundings.properties.get(key) ?? {}).filter(([name]) => !names.includes(name));
  surroundings.properties.set(key, Object.fromEntries(left));
  return {};
}

/** @param {Table} table @param {Relation} relation @param {Record<string, string>} parameters @param {Surroundings} surroundings */
async function changeGlueParameters(table, { schema }, parameters, { lake }) {
  const { Name = '', Description, TableType = '', PartitionKeys = [], StorageDescriptor = {} } = table;
  await lake.updateTable(schema, {
    Name,
    TableType,
    Parameters: parameters,
    PartitionKeys,
    StorageDescriptor,
    ...(Description !== undefined && { Description }),
  });
  return {};
}
