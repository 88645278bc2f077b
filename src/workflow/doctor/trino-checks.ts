import { quoteString } from '../../sql/quote.ts';
import { failed, ok, skipped, warning, type Check, type Finding } from './checks.ts';
import { clockFinding } from './clock.ts';
import { askValue, settingOf, type DoctorContext } from './context.ts';
import { probeTable } from './probe.ts';

/** 477 can write duplicate rows in a MERGE; 478 to 483 can fail one with a false "more than one source row matched". */
const FIRST_BAD = 477;
const LAST_BAD = 483;
/** The version that all of lakemodel's tests run on. */
const TESTED = 476;

/** Checks of a Trino server: reachable, fit to MERGE, with the catalogs that the target names. */
export function trinoChecks(context: DoctorContext): readonly Check[] {
  const external = settingOf(context, 'external_catalog');
  return [
    { id: 'connect', title: 'server', run: () => reach(context) },
    { id: 'version', title: 'version', needs: ['connect'], run: () => version(context) },
    { id: 'clock', title: 'clock', needs: ['connect'], run: () => clock(context) },
    {
      id: 'catalog',
      title: 'catalog',
      needs: ['connect'],
      run: () => catalog(context, settingOf(context, 'catalog', 'database') ?? '', 'iceberg'),
    },
    ...(external === undefined
      ? []
      : [
          {
            id: 'external-catalog',
            title: 'catalog of files',
            needs: ['connect'],
            run: () => catalog(context, external, 'hive'),
          },
        ]),
    { id: 'schemas', title: 'schemas', needs: ['catalog'], run: () => schemas(context) },
    { id: 'state', title: 'state', run: () => stateOf(context) },
    { id: 'write', title: 'writing', needs: ['catalog'], run: () => probeTable(context) },
  ];
}

async function reach({ connection, project }: DoctorContext): Promise<Finding> {
  await connection();
  const { host, port } = project.target.settings;
  return ok(`${String(host)}${port === undefined ? '' : `:${String(port)}`} answers queries.`);
}

async function version(context: DoctorContext): Promise<Finding> {
  const text = String(await askValue(context, 'SELECT version()'));
  const number = Number(/^\d+/.exec(text)?.[0]);
  if (!Number.isInteger(number)) return warning(`Trino "${text}" says no number of a version.`, 'Compare it with 476.');
  if (number >= FIRST_BAD && number <= LAST_BAD) {
    const what = number === FIRST_BAD ? 'can write duplicate rows' : 'can fail without a reason';
    return failed(
      `Trino ${text}: a MERGE ${what} in this version.`,
      `Run version ${TESTED}, or one after ${LAST_BAD}.`,
    );
  }
  return ok(`Trino ${text}.`);
}

async function clock(context: DoctorContext): Promise<Finding> {
  const before = context.now();
  const text = String(await askValue(context, 'SELECT to_unixtime(current_timestamp)'));
  return clockFinding(before, new Date(Number(text) * 1000), context.now(), 'Trino');
}

async function catalog(context: DoctorContext, name: string, wanted: string): Promise<Finding> {
  const sql = `SELECT max(connector_name) FROM system.metadata.catalogs WHERE catalog_name = ${quoteString(name)}`;
  const connector = await askValue(context, sql);
  if (typeof connector !== 'string')
    return failed(
      `There is no catalog "${name}", or you may not see it.`,
      '`SHOW CATALOGS` lists those that are there.',
    );
  if (connector !== wanted)
    return failed(
      `The catalog "${name}" is of the connector "${connector}", not "${wanted}".`,
      `Name a catalog with connector.name=${wanted} in the target.`,
    );
  return ok(`"${name}" is a catalog of the connector ${connector}.`);
}

async function schemas({ connection, project }: DoctorContext): Promise<Finding> {
  const there = new Set((await (await connection()).schemas()).map((schema) => schema.toLowerCase()));
  const own = [
    ...new Set(Object.values(project.nodes).flatMap((node) => ('relation' in node ? [node.relation.schema] : []))),
  ];
  const missing = own.filter((schema) => !there.has(schema.toLowerCase()));
  if (missing.length === 0) return ok('All schemas of the project are there.');
  const named = missing.slice(0, 5).join(', ');
  return ok(`${missing.length} of ${own.length} schemas will be made by the first run: ${named}.`);
}

function stateOf({ project }: DoctorContext): Finding {
  const location = project.settings.stateLocation;
  if (location?.startsWith('s3://')) return ok(`State is kept in ${location}.`);
  const machines = 'Runs from several machines would not know of each other.';
  if (Object.keys(project.nodes).length === 0) return skipped('There is nothing to keep state of.');
  return warning(
    `State is kept in files (${location ?? `${project.settings.targetPath}/state`}). ${machines}`,
    'Give it a place in S3 if more than one machine runs this project: `state: {location: s3://…}` in project.yml.',
  );
}
