import { didYouMean } from '../diagnostics/index.ts';
import type { Problems } from './problems.ts';
import type { Group, ProjectNode } from './project.ts';

/** Finds nodes that are in a group which no `groups:` declares. */
export function checkGroups(nodes: readonly ProjectNode[], groups: readonly Group[], problems: Problems): void {
  const known = new Set(groups.map(({ name }) => name));
  for (const { config, configSpans, span } of nodes) {
    const { enabled, group } = config;
    if (!enabled || group === undefined || known.has(group)) continue;
    problems.report('group-unknown', { name: group }, configSpans.group ?? span, { hint: didYouMean(group, known) });
  }
}
