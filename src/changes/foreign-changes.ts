import type { ChangeKind } from '../graph/index.ts';
import type { JsonObject, JsonValue, ProjectNode, SourceTable } from '../project/project.ts';
import { canonical } from './canonical.ts';
import { columnChanges } from './contract-changes.ts';
import type { Digest, NodePrint } from './fingerprint.ts';
import { contractColumns } from './contract-columns.ts';
import { modelConstraints } from './print-node.ts';
import { templateWords } from './template-words.ts';
import { writtenConfig } from './written-config.ts';

/** How a node differs from its entry in a manifest that has no fingerprints: dbt's own. Compares what dbt writes, as it is written. */
export function foreignChanges(node: ProjectNode, print: NodePrint, entry: JsonObject, digest: Digest): ChangeKind[] {
  const config = objectOf(entry.config);
  return [
    ...kind('body', bodyDiffers(node, print, entry, digest)),
    ...kind('configs', configsDiffer(node, entry)),
    ...kind('contract', contractDiffers(node, print, entry, config)),
    ...kind('persisted_descriptions', descriptionsDiffer(node, entry)),
    ...kind('relation', locationDiffers(node, objectOf(entry.unrendered_config))),
  ];
}

/** A source of such a manifest: where it is as far as no environment decides it, and how fresh it must be. */
export function foreignSourceChanges(source: SourceTable, entry: JsonObject): ChangeKind[] {
  const { writtenConfig: written, relation, loadedAtField } = source;
  const loadedAt =
    canonical({ field: entry.loaded_at_field }) !== canonical({ field: written?.loaded_at_field ?? loadedAtField });
  const schema = String(entry.unrendered_schema ?? entry.schema);
  // Older manifests do not say which schemas are templates.
  const isMoved =
    entry.unrendered_schema === undefined && written?.schema !== undefined
      ? false
      : normalValue('schema', schema) !== normalValue('schema', written?.schema ?? relation.schema);
  const isRenamed = written?.identifier === undefined && entry.identifier !== relation.identifier;
  return [
    ...kind('configs', loadedAt || freshnessDiffers(source, objectOf(entry.freshness))),
    ...kind('relation', (isMoved && !source.external) || isRenamed),
  ];
}

function freshnessDiffers({ freshness }: SourceTable, { warn_after: warn, error_after: error }: JsonObject): boolean {
  const now = { warn: freshness?.warnAfter, error: freshness?.errorAfter };
  return canonical({ warn, error }) !== canonical(now);
}

function kind(name: ChangeKind, differs: boolean): ChangeKind[] {
  return differs ? [name] : [];
}

function bodyDiffers(node: ProjectNode, { fingerprints }: NodePrint, entry: JsonObject, digest: Digest): boolean {
  if (node.resourceType === 'seed') {
    const { name, checksum } = objectOf(entry.checksum);
    // Of large seeds dbt keeps the path instead of a hash.
    return name === 'path' ? !String(checksum).endsWith(node.path) : checksum !== fingerprints.body.text;
  }
  if (node.resourceType === 'test' && node.test.kind === 'generic') return false;
  const code = entry.raw_code ?? entry.raw_sql;
  const own = node.resourceType === 'test' ? (node.test.kind === 'singular' ? node.test.code : '') : node.code;
  return typeof code !== 'string' || digest(templateWords(code)) !== digest(templateWords(own));
}

/** Keys that dbt compares elsewhere, or that sort nodes and build nothing. */
const OTHERWISE: ReadonlySet<string> = new Set([
  'schema',
  'database',
  'alias',
  'target_schema',
  'target_database',
  'contract',
  'tags',
  'group',
  'enabled',
]);

function configsDiffer(node: ProjectNode, entry: JsonObject): boolean {
  const told = (config: JsonObject) =>
    Object.fromEntries(
      Object.entries(config).flatMap(([key, value]) =>
        OTHERWISE.has(key) ? [] : [[normalKey(key), normalValue(key, value)]],
      ),
    );
  return canonical(told(objectOf(entry.unrendered_config))) !== canonical(told(writtenConfig(node)));
}

function normalKey(key: string): string {
  return key.replace('-', '_');
}

/** dbt keeps one as it is written, a text or a list; an environment's template is the same with other quotes. */
function normalValue(key: string, value: JsonValue): JsonValue {
  if (/^(pre|post)[-_]hook$/.test(key))
    return listOf(value).map((hook) => templateWords(String(objectOf(hook).sql ?? hook)));
  if (Array.isArray(value)) return value.length === 1 ? normalValue(key, value[0] as JsonValue) : value;
  return typeof value === 'string' ? value.replace(/^\{\{\s*|\s*\}\}$/g, '').replaceAll('"', "'") : value;
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

function contractDiffers(node: ProjectNode, print: NodePrint, entry: JsonObject, config: JsonObject): boolean {
  const enforced = objectOf(config.contract).enforced === true;
  if (!('relation' in node) || (!enforced && !print.enforced)) return false;
  if (enforced !== print.enforced || columnChanges(columnsOf(entry), print.columns).length > 0) return true;
  return canonical(modelConstraints(node).map(promiseOf)) !== canonical(constraintsOf(entry, config).map(promiseOf));
}

/** Those of a model as a whole that its contract is made of. */
function constraintsOf({ constraints }: JsonObject, { materialized }: JsonObject): readonly JsonObject[] {
  if (materialized !== 'table' && materialized !== 'incremental') return [];
  return Array.isArray(constraints) ? constraints.map(objectOf) : [];
}

/** What a constraint promises. Which relation a foreign key refers to is written in another way once it is compiled. */
function promiseOf({ to: _, warn_unenforced: unenforced, warn_unsupported: unsupported, ...said }: JsonObject): object {
  return { ...said, unenforced: unenforced ?? true, unsupported: unsupported ?? true };
}

/** Columns of a manifest's entry. */
export function columnsOf(entry: JsonObject): NodePrint['columns'] {
  const columns = Object.values(objectOf(entry.columns)).map(objectOf);
  const infos = columns.map(({ name, data_type, constraints }) => ({
    name: String(name),
    ...(typeof data_type === 'string' && { dataType: data_type }),
    constraints: Array.isArray(constraints) ? (constraints as JsonObject[]) : [],
  }));
  return contractColumns(Object.fromEntries(infos.map((info) => [info.name, info])), undefined);
}

function descriptionsDiffer(node: ProjectNode, entry: JsonObject): boolean {
  if (!('relation' in node)) return false;
  const { relation, columns } = node.config.persist_docs ?? {};
  const texts = (all: JsonObject) =>
    Object.entries(all).flatMap(([name, column]) => {
      const text = objectOf(column).description;
      return text === undefined || text === '' ? [] : [[name.toLowerCase(), text]];
    });
  return (
    (relation === true && entry.description !== node.description) ||
    (columns === true &&
      canonical(Object.fromEntries(texts(objectOf(entry.columns)))) !==
        canonical(Object.fromEntries(texts(node.columns as unknown as JsonObject))))
  );
}

function locationDiffers(node: ProjectNode, before: JsonObject): boolean {
  if (!('relation' in node)) return false;
  const now = writtenConfig(node);
  return ['schema', 'database', 'alias'].some(
    (key) => canonical(normalValue(key, before[key] ?? null)) !== canonical(normalValue(key, now[key] ?? null)),
  );
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
