import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import { placeAt } from '../graph/index.ts';
import type { Project } from '../project/project.ts';
import { columnChanges, describeChange, isBreaking } from './contract-changes.ts';
import { createFinder, type EarlierManifest } from './earlier.ts';
import type { ProjectPrint } from './fingerprint.ts';
import { columnsOf } from './foreign-changes.ts';

/** Warnings for contracts that no longer give what they gave, column by column: an enforced contract is what others build on. */
export function contractWarnings(
  ids: Iterable<string>,
  { project, now, earlier }: { project: Project; now: ProjectPrint; earlier: EarlierManifest },
): Diagnostic[] {
  const find = createFinder(earlier);
  return [...ids].flatMap((id) => {
    const node = project.nodes[id];
    const before = find(id);
    const print = now.nodes.get(id);
    if (!node || !before || !print) return [];
    const wasEnforced = before.print?.enforced ?? isEnforced(before.entry.config);
    if (!wasEnforced) return [];
    const at = placeAt(project, node.span);
    if (!print.enforced) return [diagnose('contract-dropped', { model: node.name }, { at })];
    const columns = before.print?.columns ?? columnsOf(before.entry);
    const changes = columnChanges(columns, print.columns).filter(isBreaking).map(describeChange);
    return changes.length > 0 ? [diagnose('contract-breaking-change', { model: node.name, changes }, { at })] : [];
  });
}

function isEnforced(config: unknown): boolean {
  return (config as { contract?: { enforced?: unknown } } | undefined)?.contract?.enforced === true;
}
