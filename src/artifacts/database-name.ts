import type { RelationName } from '../engines/engine.ts';
import type { Target } from '../project/project.ts';

/** The `database` of an entry, which dbt's tools expect to be there: where neither the relation nor the target names one, the engine's own. */
export function databaseName(relation: Partial<RelationName> | undefined, target: Target): string {
  return relation?.database ?? target.database ?? engineDatabase(target);
}

function engineDatabase({ type, settings }: Target): string {
  // Athena's default catalog; DuckDB names one after its file.
  if (type !== 'duckdb') return 'awsdatacatalog';
  const file = typeof settings.path === 'string' ? settings.path.split(/[\\/]/).at(-1) : undefined;
  const [stem] = (file ?? '').split('.');
  return file === undefined || stem === undefined || stem === '' || file === ':memory:' ? 'memory' : stem;
}
