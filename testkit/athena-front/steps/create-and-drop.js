import { QueryFailure } from '../refusals.js';
import { iceberg } from '../sql/quote.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./steps.js').Surroundings} Surroundings */

/** @param {import('@aws-sdk/client-glue').Table | undefined} table */
export function isIceberg(table) {
  return table?.Parameters?.['table_type']?.toUpperCase() === 'ICEBERG';
}

/** @param {import('./steps.js').Relation} relation */
export function tableNotFound({ schema, table }) {
  return new QueryFailure(`FAILED: SemanticException [Error 10001]: Table not found ${schema}.${table}`, {
    type: 1301,
  });
}

/** @param {Extract<Step, { do: 'create-database' }>} step @param {Surroundings} surroundings */
export async function createDatabase({ name, ifNotExists, comment, location }, { lake }) {
  if (await lake.database(name)) {
    if (ifNotExists) return {};
    throw new QueryFailure(
      `FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Database ${name} already exists`,
      { type: 1003 },
    );
  }
  await lake.createDatabase({
    Name: name,
    ...(comment !== undefined && { Description: comment }),
    ...(location !== undefined && { LocationUri: location }),
  });
  return {};
}

/** @param {Extract<Step, { do: 'drop-database' }>} step @param {Surroundings} surroundings */
export async function dropDatabase({ name, ifExists, cascade }, surroundings) {
  const { lake } = surroundings;
  if (!(await lake.database(name))) {
    if (ifExists) return {};
    throw new QueryFailure(`FAILED: SemanticException [Error 10072]: Database does not exist: ${name}`, { type: 1301 });
  }
  const tables = await lake.tables(name);
  if (tables.length > 0 && !cascade) {
    throw new QueryFailure(`FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. InvalidOperationException(message:Database ${name} is not empty. One or more tables exist.)`, { type: 1003 }); // prettier-ignore
  }
  for (const table of tables) {
    const relation = { schema: name, table: table.Name ?? '' };
    if (isIceberg(table)) await dropTable({ do: 'drop-table', relation, ifExists: true }, surroundings);
    else await lake.dropTable(relation);
  }
  await lake.dropDatabase(name);
  return {};
}

/** @param {Extract<Step, { do: 'create-external-table' }>} step @param {Surroundings} surroundings */
export async function createExternalTable({ relation, ifNotExists, input }, { lake }) {
  if (!(await lake.database(relation.schema))) {
    throw new QueryFailure(`FAILED: SemanticException [Error 10072]: Database does not exist: ${relation.schema}`, {
      type: 1301,
    });
  }
  if (await lake.table(relation)) {
    if (ifNotExists) return {};
    throw new QueryFailure(`FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:Table ${relation.table} already exists.)`, { type: 1003 }); // prettier-ignore
  }
  await lake.createTable(relation.schema, input);
  return {};
}

/** Iceberg's tables lose their data, Hive's external ones do not. @param {Extract<Step, { do: 'drop-table' }>} step @param {Surroundings} surroundings */
export async function dropTable({ relation, ifExists }, { lake, query, properties }) {
  const table = await lake.table(relation);
  if (!table) {
    if (ifExists) return {};
    throw tableNotFound(relation);
  }
  if (table.TableType === 'VIRTUAL_VIEW')
    throw new QueryFailure('FAILED: SemanticException [Error 10131]: Cannot drop a view with DROP TABLE', {
      type: 1003,
    });
  if (isIceberg(table)) await query(`DROP TABLE ${iceberg(relation)}`);
  else await lake.dropTable(relation);
  properties.delete(`${relation.schema}.${relation.table}`);
  return {};
}
