import { diagnose } from '../../diagnostics/index.ts';
import { awsFailure } from '../aws/aws-error.ts';
import { StatementError } from '../engine.ts';
import type { AthenaApi } from './api.ts';
import { DEFAULT_CATALOG } from './settings.ts';

/**
 * Glue's id of an Athena data catalog, each asked for once: undefined for the account's own, another account's id for one of type GLUE.
 * Throws `athena-catalog-unsupported` for what is not in Glue.
 */
export function glueCatalogId(
  api: Pick<AthenaApi, 'dataCatalog'>,
  usual: string,
): (database: string | undefined) => Promise<string | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  return (database = usual) => {
    const name = database.toLowerCase();
    if (name === DEFAULT_CATALOG.toLowerCase()) return Promise.resolve(undefined);
    const found = known.get(name) ?? ask(api, database);
    known.set(name, found);
    found.catch(() => known.delete(name));
    return found;
  };
}

async function ask(api: Pick<AthenaApi, 'dataCatalog'>, name: string): Promise<string | undefined> {
  const catalog = await api.dataCatalog(name).catch((error: unknown) => {
    throw awsFailure(error, 'Athena', `Reading the data catalog "${name}"`);
  });
  if (catalog?.Type !== 'GLUE') {
    const type = catalog?.Type ?? 'unknown';
    throw new StatementError(diagnose('athena-catalog-unsupported', { catalog: name, type }));
  }
  return catalog.Parameters?.['catalog-id'];
}
