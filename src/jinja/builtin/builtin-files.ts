import type { Source } from '../../diagnostics/index.ts';
import { builtinFileName } from '../template-error.ts';
import { dbtMacros } from './dbt-macros.ts';
import { dbtUtilsMacros } from './dbt-utils-macros.ts';
import { namingMacros } from './naming-macros.ts';

const file = (packageName: string, name: string, text: string): { package: string; source: Source } => ({
  package: packageName,
  source: { file: builtinFileName(name), text },
});

/** Macros that lakemodel brings along; a project's macro of the same name goes before them. */
export const builtinFiles: readonly { readonly package: string; readonly source: Source }[] = [
  file('dbt', 'naming', namingMacros),
  file('dbt', 'dbt', dbtMacros),
  file('dbt_utils', 'dbt_utils', dbtUtilsMacros),
];
