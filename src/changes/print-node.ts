import type { ColumnInfo, Hook, JsonObject, NodeConfig, ProjectNode } from '../project/project.ts';
import { canonical } from './canonical.ts';
import { contractColumns, type KnownColumns } from './contract-columns.ts';
import type { BodyPrint, Digest, NodePrint } from './fingerprint.ts';
import { templateWords } from './template-words.ts';

interface NodeParts {
  readonly body: BodyPrint;
  /** Row rules, each as a text. */
  readonly rules: readonly string[];
  readonly digest: Digest;
  readonly columnsOf: KnownColumns | undefined;
}

/** A node's fingerprints; that of its body is given. */
export function printNode(node: ProjectNode, { body, rules, digest, columnsOf }: NodeParts): NodePrint {
  const declared = 'columns' in node ? node.columns : {};
  const columns = contractColumns(declared, columnsOf?.(node.uniqueId));
  const { enforced } = node.config.contract ?? {};
  const constraints = Object.values(declared).map((column) => [column.name.toLowerCase(), column.constraints]);
  const ofModel = modelConstraints(node);
  return {
    fingerprints: {
      body,
      configs: digest(canonical({ ...configsOf(node), row_rules: rules })),
      contract: enforced ? digest(canonical([columns, constraints, ...(ofModel.length > 0 ? [ofModel] : [])])) : '',
      descriptions: digest(canonical(persistedDescriptions(node, declared))),
      relation: digest(canonical(relationOf(node))),
    },
    enforced: enforced === true,
    columns,
  };
}

/** Those of a model as a whole that its contract is made of: dbt's rule, by which views have none. */
export function modelConstraints(node: ProjectNode): readonly JsonObject[] {
  if (node.resourceType !== 'model' || !['table', 'incremental'].includes(node.config.materialized)) return [];
  return node.constraints ?? [];
}

const ELSEWHERE: ReadonlySet<string> = new Set(['schema', 'database', 'alias', 'contract', 'tags', 'group']);

/** Configuration as written. What names the relation, the contract and what only sorts nodes is no part of it, as in dbt. */
function configsOf({ config, writtenConfig, meta }: ProjectNode): object {
  const { other, ...rest } = config;
  const all = { ...other, ...rest, meta, ...writtenConfig } as Readonly<Record<string, unknown>> & Partial<NodeConfig>;
  const hooks = (list: readonly Hook[] | undefined) => list?.map(({ sql }) => templateWords(sql));
  return {
    ...Object.fromEntries(Object.entries(all).filter(([key]) => !ELSEWHERE.has(key))),
    pre_hook: hooks(all.pre_hook),
    post_hook: hooks(all.post_hook),
    local_sql: all.local_sql && templateWords(all.local_sql),
  };
}

function persistedDescriptions(node: ProjectNode, declared: Readonly<Record<string, ColumnInfo>>): object {
  const { relation = false, columns = false } = node.config.persist_docs ?? {};
  const texts = Object.values(declared).map(({ name, description }) => [name.toLowerCase(), description] as const);
  return {
    ...(relation && { relation: node.description }),
    ...(columns && { columns: Object.fromEntries(texts.filter(([, text]) => text !== '')) }),
  };
}

/** What names a node's relation but for the target: its folder stands for the schema where none is configured. */
function relationOf(node: ProjectNode): object {
  if (!('relation' in node)) return {};
  const { schema, database, alias } = { ...node.config, ...node.writtenConfig } as Partial<NodeConfig>;
  const layer = node.resourceType === 'model' && node.fqn.length > 2 ? node.fqn[1] : undefined;
  return { database, schema: schema ?? layer, alias: alias ?? node.name };
}
