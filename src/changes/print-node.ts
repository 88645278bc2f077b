import type {
  ColumnInfo,
  Exposure,
  Hook,
  JsonObject,
  NodeConfig,
  Project,
  ProjectNode,
  SourceTable,
  UnitTest,
  UnitTestInput,
} from '../project/project.ts';
import { formatTrinoType, parseTrinoType } from '../sql/types.ts';
import { canonical } from './canonical.ts';
import type { BodyPrint, ContractColumn, Digest, NodePrint } from './fingerprint.ts';
import { templateWords } from './template-words.ts';

/** Columns that are known otherwise than from YAML, as inferred ones: nearest of all. */
export type KnownColumns = (id: string) => readonly { readonly name: string; readonly type?: string }[] | undefined;

/** Everything of a node but its body. */
export function printNode(node: ProjectNode, body: BodyPrint, digest: Digest, known?: KnownColumns): NodePrint {
  const declared = 'columns' in node ? node.columns : {};
  const columns = contractColumns(declared, known?.(node.uniqueId));
  const { enforced } = node.config.contract ?? {};
  const constraints = Object.values(declared).map((column) => [column.name.toLowerCase(), column.constraints]);
  return {
    fingerprints: {
      body,
      configs: digest(canonical(configsOf(node))),
      contract: enforced ? digest(canonical([columns, constraints])) : '',
      descriptions: digest(canonical(persistedDescriptions(node, declared))),
      relation: digest(canonical(relationOf(node))),
    },
    enforced: enforced === true,
    columns,
  };
}

/** A source's columns are what its readers rely on, although nobody enforces them. */
export function printSource(source: SourceTable, project: Project, digest: Digest, known?: KnownColumns): NodePrint {
  const columns = contractColumns(source.columns, known?.(source.uniqueId));
  const { enabled: _, tags: __, ...config } = { ...source.config, ...source.writtenConfig } as Record<string, unknown>;
  const { relation: ___, columns: ____, ...files } = source.external ?? {};
  const { loadedAtField, freshness, sourceSystem } = source;
  const configs = { external: files, loaded_at_field: loadedAtField, freshness, sourceSystem, ...config };
  return {
    fingerprints: {
      body: { text: '' },
      configs: digest(canonical(configs)),
      contract: digest(canonical(columns)),
      descriptions: '',
      relation: digest(canonical(sourceRelation(source, project))),
    },
    enforced: false,
    columns,
  };
}

export function printExposure(exposure: Exposure, parents: readonly string[], digest: Digest): NodePrint {
  const { type, owner, url, maturity, meta, label, description } = exposure;
  return {
    ...NOTHING,
    fingerprints: {
      ...NOTHING.fingerprints,
      body: { text: digest(canonical({ type, owner, url, maturity, parents })) },
      configs: digest(canonical({ meta })),
      descriptions: digest(canonical({ label, description })),
    },
  };
}

export function printUnitTest(test: UnitTest, digest: Digest): NodePrint {
  const { model, overrides, expect, meta } = test;
  const given = test.given.map((input) => [inputText(input), rowsOf(input)]);
  const body = canonical([model, given, rowsOf(expect), overrides]);
  return {
    ...NOTHING,
    fingerprints: { ...NOTHING.fingerprints, body: { text: digest(body) }, configs: digest(canonical({ meta })) },
  };
}

const NOTHING: NodePrint = {
  fingerprints: { body: { text: '' }, configs: '', contract: '', descriptions: '', relation: '' },
  enforced: false,
  columns: [],
};

/** What makes a test that is no query of the project's own. */
export function testDefinition(node: ProjectNode): string | undefined {
  if (node.resourceType !== 'test' || node.test.kind !== 'generic') return undefined;
  const { name, arguments: given, columnName, attachedTo, onFail, maxFraction } = node.test;
  return canonical({ name, given, columnName, attachedTo, onFail, maxFraction });
}

/** Columns by name as their readers know them. */
export function contractColumns(
  declared: Readonly<Record<string, Pick<ColumnInfo, 'name' | 'dataType' | 'constraints'>>>,
  known: ReturnType<KnownColumns>,
): readonly ContractColumn[] {
  const described = Object.values(declared);
  const types = new Map((known ?? []).map(({ name, type }) => [name.toLowerCase(), type]));
  const others = (known ?? []).filter(({ name }) => !described.some((column) => isSame(column.name, name)));
  return [
    ...described.map(({ name, dataType, constraints }) =>
      contractColumn(name, types.get(name.toLowerCase()) ?? dataType, !constraints.some(forbidsNull)),
    ),
    ...others.map(({ name, type }) => contractColumn(name, type, true)),
  ];
}

function contractColumn(name: string, dataType: string | undefined, nullable: boolean): ContractColumn {
  const parsed = dataType === undefined ? undefined : parseTrinoType(dataType);
  const type = parsed ? formatTrinoType(parsed) : dataType?.trim().toLowerCase();
  return { name: name.toLowerCase(), ...(type !== undefined && { type }), nullable };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function forbidsNull({ type }: JsonObject): boolean {
  return type === 'not_null' || type === 'primary_key';
}

/** Configuration as written. What names the relation, the contract and what only sorts nodes is no part of it, as in dbt. */
function configsOf({ config, writtenConfig, meta }: ProjectNode): object {
  const { other, ...rest } = config;
  const { schema, database, alias, contract, tags, group, ...all } = {
    ...other,
    ...rest,
    meta,
    ...writtenConfig,
  } as Record<string, unknown> & Partial<NodeConfig>;
  const hooks = (list: readonly Hook[] | undefined) => list?.map(({ sql }) => templateWords(sql));
  return {
    ...all,
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

function sourceRelation({ relation, external, writtenConfig }: SourceTable, { target }: Project): object {
  const prefix = external && target.schema !== undefined ? `${target.schema}_` : '';
  const schema = relation.schema.startsWith(prefix) ? relation.schema.slice(prefix.length) : relation.schema;
  const written = writtenConfig as Partial<Record<'database' | 'schema' | 'identifier', string>> | undefined;
  const database = relation.database === target.database ? undefined : relation.database;
  return {
    database: written?.database ?? database,
    schema: written?.schema ?? schema,
    identifier: written?.identifier ?? relation.identifier,
  };
}

/** What a unit test's input stands for: `ref orders`, `source erp.parts`, `this`. */
export function inputText({ input }: UnitTestInput): string {
  if (input === 'this') return input;
  return 'ref' in input ? `ref ${input.ref.name}` : `source ${input.source.source}.${input.source.table}`;
}

/** Rows with their columns in one order, or a query's words. */
export function rowsOf({ rows, sql }: Pick<UnitTestInput, 'rows' | 'sql'>): unknown {
  return sql === undefined ? (rows ?? []).map((row) => Object.entries(row).sort()) : templateWords(sql);
}
