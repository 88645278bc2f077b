import { QueryFailure } from '../refusals.js';
import { tableNotFound } from './create-and-drop.js';
import { hiveTable } from './partitions.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./steps.js').Surroundings} Surroundings */
/** @typedef {import('./steps.js').Outcome} Outcome */

/** SHOW and DESCRIBE: lines of text, as Athena gives them. @param {Extract<Step, { do: 'show' }>} step @param {Surroundings} surroundings @returns {Promise<Outcome>} */
export async function show(step, surroundings) {
  const { lake } = surroundings;
  if (step.what === 'databases') return { lines: (await lake.databases()).filter(matching(step.pattern)) };
  if (step.what === 'tables') {
    if (!(await lake.database(step.relation.schema)))
      throw new QueryFailure(
        `FAILED: SemanticException [Error 10072]: Database does not exist: ${step.relation.schema}`,
        { type: 1301 },
      );
    const names = (await lake.tables(step.relation.schema)).map(({ Name = '' }) => Name).sort();
    return { lines: names.filter(matching(step.pattern)) };
  }
  if (step.what === 'partitions') {
    const { keys } = await hiveTable(step.relation, surroundings);
    const partitions = await lake.partitions(step.relation);
    return { lines: partitions.map((values) => keys.map((key, index) => `${key}=${values[index]}`).join('/')) };
  }
  const table = await lake.table(step.relation);
  if (!table) throw tableNotFound(step.relation);
  const columns = [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])];
  if (step.what === 'columns') return { lines: columns.map(({ Name = '' }) => Name.padEnd(20)) };
  if (step.what === 'describe') {
    return {
      lines: columns.map(({ Name = '', Type = '', Comment = '' }) =>
        [Name, Type, Comment].map((cell) => cell.padEnd(20)).join('\t'),
      ),
    };
  }
  const own = surroundings.properties.get(`${step.relation.schema}.${step.relation.table}`);
  return { lines: Object.entries(own ?? table.Parameters ?? {}).map(([name, value]) => `${name}\t${value}`) };
}

/** Hive's patterns: `*` for any text, `|` between choices. @param {string | undefined} pattern */
function matching(pattern) {
  const expression = pattern === undefined ? /(?:)/ : new RegExp(`^(?:${pattern.split('|').map((choice) => choice.split('*').map(escaped).join('.*')).join('|')})$`, 'i'); // prettier-ignore
  return (/** @type {string} */ name) => expression.test(name);
}

function escaped(/** @type {string} */ text) {
  return text.replace(/[.+?^${}()[\]\\]/g, '\\$&');
}
