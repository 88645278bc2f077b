import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readTrinoSettings } from '../engines/trino/settings.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import type { WarehousePlace } from '../openlineage/index.ts';
import type { Project } from '../project/project.ts';
import { databasePath } from './connect.ts';

const IN_MEMORY = ':memory:';
const ROLE = /^arn:(aws[\w-]*):iam::(\d{12}):/;

/** The warehouse of a project's target by OpenLineage's naming conventions, the same as dbt's integration has for the same warehouse. */
export function warehousePlace(
  project: Project,
  invocation: Invocation,
  { env }: Host,
  locationOf: WarehousePlace['locationOf'],
): WarehousePlace {
  const { target } = project;
  switch (target.type) {
    case 'athena':
      return { ...athenaPlace(project, env), dialect: 'athena', isIceberg: true, locationOf };
    case 'trino': {
      const { host, port, catalog } = readTrinoSettings(target.settings);
      const namespace = `trino://${host}:${port}`;
      return { namespace, uri: namespace, database: catalog, dialect: 'trino', isIceberg: true, locationOf };
    }
    case 'duckdb':
      return { ...duckDbPlace(databasePath(project, invocation)), dialect: 'duckdb', isIceberg: false, locationOf };
  }
}

function athenaPlace({ target }: Project, env: Host['env']) {
  const { settings } = target;
  const region = [settings['region'], settings['region_name'], env('AWS_REGION'), env('AWS_DEFAULT_REGION')].find((one) => typeof one === 'string' && one !== ''); // prettier-ignore
  const namespace = `awsathena://athena.${region === undefined ? '' : `${String(region)}.`}amazonaws.com`;
  // The account is asked of nobody: a role's name says it, or it stays unsaid.
  const role = ROLE.exec(String(settings['assume_role_arn'] ?? ''));
  const glue = role && region !== undefined ? `arn:${role[1]!}:glue:${String(region)}:${role[2]!}` : undefined;
  return {
    namespace,
    uri: namespace,
    database: (target.database ?? 'awsdatacatalog').toLowerCase(),
    ...(glue !== undefined && { glue }),
  };
}

/** DuckDB names a database after its file. */
function duckDbPlace(path: string) {
  if (path === IN_MEMORY) return { namespace: `duckdb://${IN_MEMORY}`, database: 'memory' };
  const uri = pathToFileURL(path).href.replace(/^file:/, 'duckdb:');
  return { namespace: `duckdb://${path}`, uri, database: basename(path).split('.')[0]! };
}
