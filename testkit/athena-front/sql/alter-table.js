import { notInThisFront, unsupportedType } from '../refusals.js';
import { readColumn, readColumns } from './create-table.js';

/** @typedef {import('./reader.js').Reader} Reader */
/** @typedef {import('./translate.js').Plan} Plan */
/** @typedef {import('../steps/steps.js').Step} Step */

/** The forms of ALTER TABLE that Athena has. @param {Reader} reader @param {string} database @returns {Plan} */
export function alterTable(reader, database) {
  reader.expect('alter');
  if (reader.sees('database') || reader.sees('schema')) throw notInThisFront('ALTER DATABASE');
  // ALTER VIEW, ALTER SCHEMA … RENAME and the like are Trino's.
  if (!reader.takes('table')) throw unsupportedType();
  const relation = reader.relation('hive', database);
  const [substatementType, step] = readChange(reader, relation, database);
  reader.end();
  return { statementType: 'DDL', substatementType, header: false, trinoSyntax: false, steps: [step] };
}

/**
 * @param {Reader} reader
 * @param {import('./reader.js').Relation} relation
 * @param {string} database
 * @returns {[string, Step]}
 */
function readChange(reader, relation, database) {
  if (reader.takes('add', 'columns'))
    return ['ALTER_TABLE_ADD_COLUMNS', { do: 'add-columns', relation, columns: readColumns(reader) }];
  if (reader.takes('drop', 'column'))
    return ['ALTER_TABLE_DROP_COLUMN', { do: 'drop-column', relation, column: reader.hiveName() }];
  if (reader.takes('change')) return ['ALTER_TABLE_CHANGE_COLUMN', changeColumn(reader, relation)];
  if (reader.takes('rename', 'to'))
    return ['ALTER_TABLE_RENAME', { do: 'rename-table', relation, to: reader.relation('hive', database) }];
  if (reader.takes('set', 'tblproperties'))
    return ['ALTER_TABLE_SET_PROPERTIES', { do: 'set-properties', relation, properties: reader.properties() }];
  if (reader.takes('unset', 'tblproperties')) {
    const inner = reader.brackets();
    const names = inner.list(() => inner.hiveString());
    inner.end();
    return ['ALTER_TABLE_UNSET_PROPERTIES', { do: 'unset-properties', relation, names }];
  }
  if (reader.takes('add')) {
    const ifNotExists = reader.takes('if', 'not', 'exists');
    const partitions = [];
    while (reader.sees('partition')) partitions.push(readPartition(reader));
    if (partitions.length > 0)
      return ['ALTER_TABLE_ADD_PARTITION', { do: 'add-partitions', relation, ifNotExists, partitions }];
  }
  if (reader.sees('drop')) throw notInThisFront('ALTER TABLE DROP PARTITION');
  throw reader.mismatch(
    "'ADD COLUMNS', 'ADD PARTITION', 'CHANGE COLUMN', 'DROP COLUMN', 'DROP PARTITION', 'RENAME TO', 'SET TBLPROPERTIES', 'UNSET TBLPROPERTIES'",
  );
}

/** @param {Reader} reader @param {import('./reader.js').Relation} relation @returns {Step} */
function changeColumn(reader, relation) {
  reader.takes('column');
  const from = reader.hiveName();
  const column = readColumn(reader);
  if (reader.sees('first') || reader.sees('after')) throw notInThisFront('The order of columns (FIRST, AFTER)');
  return { do: 'change-column', relation, from, column };
}

/** `PARTITION (day = '2024-01-01') [LOCATION 's3://…']`. */
function readPartition(/** @type {Reader} */ reader) {
  reader.expect('partition');
  const inner = reader.brackets();
  /** @type {[string, string][]} */
  const values = inner.list(() => {
    const name = inner.hiveName();
    inner.expect('=');
    const token = inner.peek();
    if (token?.kind !== 'number') return [name, inner.hiveString()];
    inner.at += 1;
    return [name, token.text];
  });
  inner.end();
  return { values: Object.fromEntries(values), ...(reader.takes('location') && { location: reader.hiveString() }) };
}
