import { QueryFailure } from '../refusals.js';
import { isIceberg, tableNotFound } from './create-and-drop.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./steps.js').Surroundings} Surroundings */

/** @param {import('./steps.js').Relation} relation @param {Surroundings} surroundings */
export async function hiveTable(relation, { lake }) {
  const table = await lake.table(relation);
  if (!table) throw tableNotFound(relation);
  if (isIceberg(table))
    throw new QueryFailure(
      'FAILED: SemanticException Partitions of Iceberg tables are not in the catalog: the statement is not supported',
      { type: 1200 },
    );
  const keys = (table.PartitionKeys ?? []).map(({ Name = '' }) => Name);
  if (keys.length === 0)
    throw new QueryFailure(
      `FAILED: SemanticException Table ${relation.schema}.${relation.table} is not a partitioned table`,
      { type: 1003 },
    );
  return { table, keys, location: (table.StorageDescriptor?.Location ?? '').replace(/\/?$/, '/') };
}

/** Adds the partitions whose folders lie under the table's location. @param {Extract<Step, { do: 'repair-table' }>} step @param {Surroundings} surroundings */
export async function repairTable({ relation }, surroundings) {
  const { table, keys, location } = await hiveTable(relation, surroundings);
  const known = new Set((await surroundings.lake.partitions(relation)).map(spec));
  /** @type {Map<string, { values: string[], folder: string }>} */
  const missing = new Map();
  for (const key of await surroundings.lake.keys(location)) {
    const found = readFolders(key, keys);
    if (found && !known.has(spec(found.values))) missing.set(spec(found.values), found);
  }
  const partitions = [...missing.values()].map(({ values, folder }) => ({
    Values: values,
    StorageDescriptor: { ...table.StorageDescriptor, Location: `${location}${folder}` },
  }));
  await surroundings.lake.createPartitions(relation, partitions);
  const names = [...missing.values()].map(({ folder }) => `${relation.table}:${folder}`);
  return names.length === 0
    ? { lines: [] }
    : {
        lines: [
          `Partitions not in metastore:\t${names.join('\t')}`,
          ...names.map((name) => `Repair: Added partition to metastore ${name}`),
        ],
      };
}

function spec(/** @type {readonly string[]} */ values) {
  return JSON.stringify(values);
}

/** `day=2024-01-01/hour=1/file` for keys day, hour; folders in another case or order are passed over, as Athena does. @param {string} key @param {readonly string[]} keys */
export function readFolders(key, keys) {
  const folders = key.split('/').slice(0, -1);
  if (folders.length < keys.length) return undefined;
  const values = keys.map((name, index) =>
    folders[index]?.startsWith(`${name}=`) ? decodeURIComponent(folders[index].slice(name.length + 1)) : undefined,
  );
  if (values.includes(undefined)) return undefined;
  return { values: /** @type {string[]} */ (values), folder: folders.slice(0, keys.length).join('/') };
}

/** @param {Extract<Step, { do: 'add-partitions' }>} step @param {Surroundings} surroundings */
export async function addPartitions({ relation, ifNotExists, partitions }, surroundings) {
  const { table, keys, location } = await hiveTable(relation, surroundings);
  const known = new Set((await surroundings.lake.partitions(relation)).map(spec));
  const inputs = [];
  for (const { values, location: own } of partitions) {
    const list = keys.map((key) => values[key] ?? '');
    if (known.has(spec(list))) {
      if (ifNotExists) continue;
      throw new QueryFailure('FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:Partition already exists.)', { type: 1003 }); // prettier-ignore
    }
    const folder = keys.map((key) => `${key}=${values[key]}`).join('/');
    inputs.push({
      Values: list,
      StorageDescriptor: { ...table.StorageDescriptor, Location: own ?? `${location}${folder}` },
    });
  }
  await surroundings.lake.createPartitions(relation, inputs);
  return {};
}
