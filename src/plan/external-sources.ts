import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { ExternalSource, RelationInfo } from '../engines/engine.ts';
import type { ProjectNode } from '../project/project.ts';
import { asFolder } from '../sql/locations.ts';
import { definitionOf, externalDefinition, filesRelation, isProjected } from '../sql/external-tables.ts';
import type { ExternalChange, Step } from './plan.ts';
import type { PlanScope } from './scope.ts';

/** Sources over files that nodes read, directly or through what holds no rows of its own, by id: behind a view that is not selected there may be new files. */
export function externalSourcesOf(
  ids: readonly string[],
  { project, graph }: PlanScope,
): ReadonlyMap<string, ExternalSource> {
  const wanted = new Set<string>();
  const visited = new Set<string>();
  const visit = (id: string) => {
    if (visited.has(id)) return;
    visited.add(id);
    for (const parent of graph.nodes[id]?.parents ?? []) {
      if (project.sources[parent]) wanted.add(parent);
      else if (holdsNoRows(project.nodes[parent])) visit(parent);
    }
  };
  ids.forEach(visit);
  return new Map(
    [...wanted].sort().flatMap((id) => {
      const source = project.sources[id]?.external;
      return source ? [[id, source] as const] : [];
    }),
  );
}

/** Steps that make files readable: each table is made where it is absent or declared otherwise now; else only its new partitions are looked for. */
export function externalSteps(
  sources: ReadonlyMap<string, ExternalSource>,
  scope: Pick<PlanScope, 'dialect' | 'existing'>,
): { steps: readonly Step[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const steps = [...sources].flatMap(([id, source]): Step[] => {
    const change = changeOf(source, scope);
    const name = `${source.relation.schema}.${source.relation.identifier}`;
    if (change === 'nothing') return [];
    if (change === 'foreign') {
      const kind = scope.existing(source.relation)?.kind ?? 'table';
      diagnostics.push(diagnose('external-not-ours', { relation: name, kind }));
      return [];
    }
    return [{ kind: 'external-source', id: `source-${id}`, purpose: purposeOf(change, name), source, change }];
  });
  return { steps, diagnostics };
}

function changeOf(
  source: ExternalSource,
  { dialect, existing }: Pick<PlanScope, 'dialect' | 'existing'>,
): ExternalChange | 'nothing' | 'foreign' {
  // A view of DuckDB names the files that were there when it was made; what Glue is asked for compares by itself.
  if (dialect === 'duckdb' || source.via === 'glue') return 'create';
  const seen = existing(source.relation);
  if (!seen) return 'create';
  const files = existing(filesRelation(source));
  const definition = files && definitionOf(files);
  if (definition !== undefined && definition !== externalDefinition(source)) return 'replace';
  if (definition === undefined && !looksLike(seen, files, source)) return 'foreign';
  return source.partitions.length === 0 || isProjected(source) ? 'nothing' : 'refresh';
}

/** Whether a table of which nobody says who made it is what is declared. */
function looksLike(seen: RelationInfo, files: RelationInfo | undefined, source: ExternalSource): boolean {
  const declared = [...source.columns, ...source.partitions].map(({ name }) => name.toLowerCase());
  const there = seen.columns.map(({ name }) => name.toLowerCase());
  const location = files?.location;
  return (
    JSON.stringify(declared) === JSON.stringify(there) &&
    (location === undefined || asFolder(location) === asFolder(source.location))
  );
}

function purposeOf(change: ExternalChange, name: string): string {
  switch (change) {
    case 'create':
      return `make ${name} readable`;
    case 'replace':
      return `make ${name} anew, because it is declared otherwise now`;
    case 'refresh':
      return `find new partitions of ${name}`;
  }
}

function holdsNoRows(node: ProjectNode | undefined): boolean {
  const materialized = node?.resourceType === 'model' ? node.config.materialized : undefined;
  return materialized === 'ephemeral' || materialized === 'view';
}
