import { buildCommands } from './command-specs/build.ts';
import { docsCommands } from './command-specs/docs.ts';
import { lookCommands } from './command-specs/look.ts';
import { projectCommands } from './command-specs/project.ts';
import { quarantineCommands } from './command-specs/rows.ts';
import type { CommandSpec } from './command-specs/spec.ts';

export { groupTitles, type CommandSpec } from './command-specs/spec.ts';

/** What only groups others: `lakemodel source`, `lakemodel quarantine`. */
export const parentCommands: readonly Pick<CommandSpec, 'name' | 'alias' | 'group' | 'description'>[] = [
  { name: 'source', alias: 'sources', group: 'look', description: 'Sources: freshness, pull.' },
  { name: 'docs', group: 'docs', description: 'The docs site: generate, serve.' },
  { name: 'export', group: 'project', description: 'Documents for other tools: iam-policy, openlineage.' },
  { name: 'quarantine', group: 'rows', description: 'Rows that broke a rule: list, show, replay, release, expire.' },
];

/** Every command of this version, in the order of the help. */
export const commandSpecs: readonly CommandSpec[] = [
  ...buildCommands,
  ...lookCommands,
  ...quarantineCommands,
  ...docsCommands,
  ...projectCommands,
];
