import { parseBlocks, type TemplateBlock } from '../../jinja/index.ts';
import type { Assembly } from '../assembly.ts';
import { blockSource } from '../block-source.ts';
import { NO_SETTINGS } from '../config/settings.ts';
import type { RelationName } from '../../engines/engine.ts';
import type { SnapshotNode } from '../project.ts';
import type { FoundFile } from '../project-files.ts';
import type { PropertyEntry } from '../properties.ts';
import { bareReference, parseReference } from '../reference-text.ts';
import { columnsOf } from './columns.ts';
import { configureNode, type Configured } from './configure-node.ts';

const DEFAULT_LAYER = 'snapshots';

/** The snapshots, disabled ones too: `{% snapshot %}` blocks, and entries of `snapshots:` with a `relation`. */
export function snapshotNodes(assembly: Assembly): SnapshotNode[] {
  const { files, loading, properties } = assembly;
  const fromBlocks = files.snapshots.flatMap((file) => {
    const source = loading.read(file.path);
    if (!source) return [];
    const { value, diagnostics } = parseBlocks(source);
    loading.problems.add(diagnostics);
    const blocks = value.filter(({ kind }) => kind === 'snapshot');
    return blocks.flatMap((block) => blockSnapshot(block, file, assembly) ?? []);
  });
  const fromYaml = [...properties.snapshots.values()].flatMap((entry) =>
    typeof entry.values.relation === 'string' ? (yamlSnapshot(entry, assembly) ?? []) : [],
  );
  return [...fromBlocks, ...fromYaml];
}

function blockSnapshot(block: TemplateBlock, file: FoundFile, assembly: Assembly): SnapshotNode | undefined {
  const { name, bodySpan, body } = block;
  const entry = assembly.properties.snapshots.get(name);
  const template = blockSource(block, assembly.loading);
  const span = entry?.span ?? block.nameSpan;
  const configured = configureNode({ type: 'snapshot', name, file, entry, template, span }, assembly);
  return configured && snapshotNode(configured, { code: body, codeOffset: bodySpan.start, file, entry }, assembly);
}

function yamlSnapshot(entry: PropertyEntry, assembly: Assembly): SnapshotNode | undefined {
  const { loading } = assembly;
  const written = String(entry.values.relation);
  const span = loading.places.value(entry.values, 'relation');
  const reference = parseReference(written);
  if (!reference) {
    loading.problems.report('reference-shape', { text: written }, span);
    return undefined;
  }
  const configured = configureNode(
    { type: 'snapshot', name: entry.name, file: entry.file, entry, own: NO_SETTINGS },
    assembly,
  );
  if (!configured) return undefined;
  const { ref, source } = reference;
  const references = {
    ...configured.node.references,
    refs: ref ? [{ ...ref, span }] : [],
    sources: source ? [{ ...source, span }] : [],
  };
  const code = `select * from {{ ${bareReference(written)} }}`;
  const node = { ...configured.node, references };
  return snapshotNode({ ...configured, node }, { code, codeOffset: span.start, file: entry.file, entry }, assembly);
}

interface SnapshotParts {
  readonly code: string;
  readonly codeOffset: number;
  readonly file: FoundFile;
  readonly entry: PropertyEntry | undefined;
}

function snapshotNode({ node, settings }: Configured, parts: SnapshotParts, assembly: Assembly): SnapshotNode {
  const { code, codeOffset, file, entry } = parts;
  const named = assembly.nameRelation({ ...node, resourceType: 'snapshot', layer: DEFAULT_LAYER, file: file.path });
  // `target_schema` of older dbt projects is the schema itself.
  const fixed = settings.values.target_schema;
  const relation: RelationName = typeof fixed === 'string' ? { ...named, schema: fixed } : named;
  const columns = columnsOf(entry?.values, node.name, assembly);
  return { ...node, resourceType: 'snapshot', relation, code, codeOffset, columns };
}
