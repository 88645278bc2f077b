import type { ProjectLineage } from '../lineage/project-lineage.ts';
import type {
  AnalysisNode,
  ColumnInfo,
  Exposure,
  JsonObject,
  JsonValue,
  Macro,
  ModelNode,
  Project,
  SeedNode,
  SnapshotNode,
  SourceTable,
} from '../project/project.ts';
import { layerOf, OUTSIDE } from './layer-of.ts';
import type { NodeKind } from './site-data.ts';

/** What the site has a page for. */
export type Item = ModelNode | SnapshotNode | SeedNode | AnalysisNode | SourceTable | Exposure | Macro;

/** One row of the shard `nodes`, before anything is known of how it stands. */
export interface Subject {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  readonly path: string;
  readonly fqn: readonly string[];
  readonly layer: string;
  /** Markdown. */
  readonly description: string;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly owner?: string;
  /** Absent for a relation that the project reads and does not declare. */
  readonly item?: Item;
  readonly declared: readonly ColumnInfo[];
}

/** All subjects in the order of their folders, so that neighbours lie in one shard. Relations outside the project come last. */
export function subjectsOf(project: Project, lineage: ProjectLineage): readonly Subject[] {
  const inside = [
    ...Object.values(project.nodes).flatMap((node) => (node.resourceType === 'test' ? [] : [node])),
    ...Object.values(project.sources),
    ...Object.values(project.exposures),
    ...Object.values(project.macros),
  ].map((item) => subjectOf(item, project));
  const outside = Object.entries(lineage.nodes)
    .filter(([, { type }]) => type === 'relation')
    .map(([id, { name }]) => outsideOf(id, name));
  return [...inside.sort(byPlace), ...outside.sort(byPlace)];
}

/** Whether its project wants it out of the way: `docs: {show: false}`. */
export function isHidden({ item }: Subject): boolean {
  if (!item || ('resourceType' in item && (item.resourceType === 'source' || item.resourceType === 'exposure')))
    return false;
  const docs = 'resourceType' in item ? item.config.docs : item.docs;
  return docs?.show === false;
}

function byPlace(a: Subject, b: Subject): number {
  return compare(a.path, b.path) || compare(a.name, b.name) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function subjectOf(item: Item, project: Project): Subject {
  const owner = ownerOf(item);
  const { uniqueId: id, path } = item;
  return {
    id,
    kind: kindOf(item),
    name: nameOf(item),
    path,
    fqn: 'fqn' in item ? item.fqn : [item.packageName, ...path.split('/').slice(1, -1), item.name],
    layer: layerOf(item, project.settings),
    description: descriptionOf(item),
    tags: 'tags' in item ? item.tags : [],
    meta: item.meta ?? {},
    ...(owner !== undefined && { owner }),
    item,
    declared: 'columns' in item ? Object.values(item.columns) : [],
  };
}

function outsideOf(id: string, name: string): Subject {
  const base = { id, kind: 'source', name, path: '', fqn: [name], layer: OUTSIDE } as const;
  return { ...base, description: '', tags: [], meta: {}, declared: [] };
}

function kindOf(item: Item): NodeKind {
  return 'resourceType' in item ? item.resourceType : 'macro';
}

function nameOf(item: Item): string {
  if (!('resourceType' in item)) return item.name;
  return item.resourceType === 'source' ? `${item.sourceName}.${item.name}` : item.name;
}

/** A table without a word of its own has those of its source. */
function descriptionOf(item: Item): string {
  if (item.description !== '' || !('sourceDescription' in item)) return item.description;
  return item.sourceDescription;
}

function ownerOf(item: Item): string | undefined {
  if (!('resourceType' in item)) return undefined;
  if (item.resourceType === 'exposure') return ownerText(item.owner) ?? ownerText(item.meta.owner);
  const { group } = item.config;
  return ownerText(item.meta.owner) ?? (typeof group === 'string' ? group : undefined);
}

/** A name, or what dbt writes as a mapping with `name` and `email`. */
function ownerText(owner: JsonValue | undefined): string | undefined {
  if (typeof owner === 'string') return owner === '' ? undefined : owner;
  if (Array.isArray(owner)) {
    const names = owner.flatMap((one: JsonValue) => ownerText(one) ?? []);
    return names.length === 0 ? undefined : names.join(', ');
  }
  if (typeof owner !== 'object' || owner === null) return undefined;
  const { name, email } = owner as JsonObject;
  return ownerText(name) ?? ownerText(email);
}
