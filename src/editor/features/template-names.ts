import { globalNames } from '../../jinja/globals/globals.ts';
import type { OpenProject } from '../../workflow/open-project.ts';
import type { Completion } from './completion.ts';
import { macroText } from './hover.ts';

/** Names that are written with arguments; others are values. */
const CALLED = new Set(
  'ref source config var env_var watermark high_watermark is_incremental return log range'.split(' '),
);

/** What can be named in a tag: the project's macros, those that come with lakemodel, and what templates know by themselves. */
export function templateNames({ project, library }: OpenProject): readonly Completion[] {
  const own = Object.values(project.macros)
    .filter(({ kind }) => kind === 'macro')
    .map((macro): Completion => {
      const parameters = macro.arguments.map(({ name }) => name).join(', ');
      return {
        label: macro.name,
        kind: 'macro',
        detail: `${macro.name}(${parameters})`,
        documentation: macroText(macro),
      };
    });
  const builtIn = library
    .list()
    .filter(({ builtin, block }) => builtin && block.kind === 'macro')
    .map(({ name, package: from, block }): Completion => {
      const label = from === undefined || from === 'dbt' ? name : `${from}.${name}`;
      return { label, kind: 'macro', detail: `${label}(${block.parameters.map((one) => one.name).join(', ')})` };
    });
  const known = globalNames.map((name): Completion => ({ label: name, kind: CALLED.has(name) ? 'macro' : 'value' }));
  return [...own, ...known, ...builtIn];
}
