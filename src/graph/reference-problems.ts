import { diagnose, didYouMean, type Diagnostic } from '../diagnostics/index.ts';
import type { Project, RefCall, SourceCall } from '../project/project.ts';
import { placeAt } from './place-at.ts';

/** Explains a `ref()` that names no model, seed or snapshot. */
export function explainUnknownRef(project: Project, call: RefCall): Diagnostic {
  const at = placeAt(project, call.span);
  const nodes = Object.values(project.nodes);
  if (call.package !== undefined && !packageNames(project).has(call.package)) {
    return diagnose('package-unknown', { name: call.package, project: project.name }, { at });
  }
  const namesakes = nodes.filter((node) => node.name === call.name);
  const relation = namesakes.find((node) => node.resourceType !== 'test' && node.resourceType !== 'analysis');
  if (relation && call.version !== undefined) {
    return diagnose('ref-version-unknown', { name: call.name, version: call.version }, { at });
  }
  const other = namesakes.find((node) => node.resourceType === 'test' || node.resourceType === 'analysis');
  if (other) {
    const kind = other.resourceType === 'test' ? 'a data test' : 'an analysis';
    return diagnose('ref-not-a-relation', { name: call.name, kind }, { at });
  }
  if (isDisabled(project, ['model', 'seed', 'snapshot'], call.name)) {
    return diagnose(
      'ref-unknown',
      { name: call.name, disabled: true },
      { at, hint: 'Enable it, or do not reference it.' },
    );
  }
  const names = nodes.filter((node) => node.resourceType !== 'test').map((node) => node.name);
  const hint = sourceHint(project, call.name) ?? didYouMean(call.name, names);
  return diagnose('ref-unknown', { name: call.name, disabled: false }, { at, hint });
}

/** Explains a `source()` that names no declared table. */
export function explainUnknownSource(project: Project, call: SourceCall): Diagnostic {
  const at = placeAt(project, call.span);
  const { source, table } = call;
  const disabled = isDisabled(project, ['source'], `${source}.${table}`);
  if (disabled) {
    const hint = 'Enable it, or do not reference it.';
    return diagnose('source-unknown', { source, table, disabled }, { at, hint });
  }
  const tables = Object.values(project.sources);
  const siblings = tables.filter((sibling) => sibling.sourceName === source).map((sibling) => sibling.name);
  const model = Object.values(project.nodes).find((node) => node.name === table && node.resourceType !== 'test');
  const hint =
    didYouMean(table, siblings) ??
    didYouMean(
      `${source}.${table}`,
      tables.map((candidate) => `${candidate.sourceName}.${candidate.name}`),
    ) ??
    (model && `"${table}" is a ${model.resourceType}: write ref('${table}').`);
  return diagnose('source-unknown', { source, table, disabled }, { at, hint });
}

function packageNames(project: Project): Set<string> {
  const names = new Set([project.name]);
  for (const node of Object.values(project.nodes)) names.add(node.packageName);
  return names;
}

// Disabled nodes are known by unique id alone: `<type>.<package>.<name>`.
function isDisabled(project: Project, types: readonly string[], name: string): boolean {
  return Object.keys(project.disabled).some((id) => {
    const [type, , ...rest] = id.split('.');
    return types.includes(type as string) && rest.join('.') === name;
  });
}

function sourceHint(project: Project, name: string): string | undefined {
  const tables = Object.values(project.sources);
  const table = tables.find((candidate) => candidate.name === name);
  if (table)
    return `"${name}" is a table of source "${table.sourceName}": write source('${table.sourceName}', '${name}').`;
  const sibling = tables.find((candidate) => candidate.sourceName === name);
  return sibling && `"${name}" is a source: write source('${name}', '${sibling.name}').`;
}
