import { QueryFailure } from '../refusals.js';
import { iceberg, quoted } from '../sql/quote.js';
import { isIceberg, tableNotFound } from './create-and-drop.js';

/** @typedef {import('./steps.js').Step} Step */
/** @typedef {import('./steps.js').Surroundings} Surroundings */

const PARTITIONS_A_ROUND = 100;
/** Seconds: five days, as Athena keeps snapshots where the table says nothing. */
const SNAPSHOT_AGE = '432000';

/** @param {import('./steps.js').Relation} relation @param {Surroundings} surroundings @param {string} what */
async function mustBeIceberg(relation, { lake }, what) {
  const table = await lake.table(relation);
  if (!table) throw tableNotFound(relation);
  if (!isIceberg(table))
    throw new QueryFailure(`NOT_SUPPORTED: ${what} is supported for Iceberg tables only`, { type: 1200 });
}

/**
 * Compacts all partitions at once, but where they are more than a round of Athena's says what Athena says after its first.
 * @param {Extract<Step, { do: 'optimize' }>} step
 * @param {Surroundings} surroundings
 */
export async function optimize({ relation, where }, surroundings) {
  await mustBeIceberg(relation, surroundings, 'OPTIMIZE');
  const many = where === undefined && (await scattered(relation, surroundings)) > PARTITIONS_A_ROUND;
  await surroundings.query(
    `ALTER TABLE ${iceberg(relation)} EXECUTE optimize${where === undefined ? '' : ` WHERE ${where}`}`,
  );
  if (many) {
    throw new QueryFailure(`ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED: Processed ${PARTITIONS_A_ROUND} partitions in this round of optimization, but there are more partitions remaining. Please run another OPTIMIZE command to process the remaining partitions in the table.`, { type: 233 }); // prettier-ignore
  }
  return {};
}

/** Partitions of more than one file. @param {import('./steps.js').Relation} relation @param {Surroundings} surroundings */
async function scattered({ schema, table }, { query }) {
  const files = `iceberg.${quoted(schema)}.${quoted(`${table}$partitions`)}`;
  const { rows } = await query(`SELECT count(*) FROM ${files} WHERE file_count > 1`);
  return Number(rows[0]?.[0] ?? 0);
}

/** @param {Extract<Step, { do: 'vacuum' }>} step @param {Surroundings} surroundings */
export async function vacuum({ relation }, surroundings) {
  await mustBeIceberg(relation, surroundings, 'VACUUM');
  const own = surroundings.properties.get(`${relation.schema}.${relation.table}`) ?? {};
  const age = `${own['vacuum_max_snapshot_age_seconds'] ?? SNAPSHOT_AGE}s`;
  // Trino refuses short retentions unless its session says otherwise; Athena has the table's property alone.
  const session = { 'iceberg.expire_snapshots_min_retention': '0s', 'iceberg.remove_orphan_files_min_retention': '0s' };
  for (const procedure of ['expire_snapshots', 'remove_orphan_files']) {
    await surroundings.query(
      `ALTER TABLE ${iceberg(relation)} EXECUTE ${procedure}(retention_threshold => '${age}')`,
      session,
    );
  }
  return {};
}
