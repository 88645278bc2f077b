import { createHash } from 'node:crypto';
import type { Assembly } from '../assembly.ts';
import type { SeedNode } from '../project.ts';
import { stemOf, type FoundFile } from '../project-files.ts';
import { loadCsvParser, type CsvParser } from '../seeds/read-csv.ts';
import { readSeedColumns } from '../seeds/seed-table.ts';
import { columnsOf } from './columns.ts';
import { configureNode } from './configure-node.ts';

const DEFAULT_LAYER = 'seeds';

/** The seeds, disabled ones too: one for each `.csv` file of the seed folders. */
export async function seedNodes(assembly: Assembly): Promise<SeedNode[]> {
  if (assembly.files.seeds.length === 0) return [];
  const parse = await loadCsvParser();
  return assembly.files.seeds.flatMap((file) => seedNode(file, parse, assembly) ?? []);
}

function seedNode(file: FoundFile, parse: CsvParser, assembly: Assembly): SeedNode | undefined {
  const { loading } = assembly;
  const source = loading.read(file.path);
  if (!source) return undefined;
  const name = stemOf(file);
  const entry = assembly.properties.seeds.get(name);
  const configured = configureNode({ type: 'seed', name, file, entry }, assembly);
  if (!configured) return undefined;
  const { node, settings } = configured;
  const seed = { name, source, config: node.config, settings };
  return {
    ...node,
    resourceType: 'seed',
    relation: assembly.nameRelation({ ...node, resourceType: 'seed', layer: DEFAULT_LAYER, file: file.path }),
    columns: columnsOf(entry?.values, name, assembly),
    columnTypes: node.config.enabled ? readSeedColumns(seed, parse, loading.problems) : [],
    checksum: checksumOf(source.text),
  };
}

/** As dbt's manifests have it: without space around the whole. */
function checksumOf(text: string): string {
  return createHash('sha256').update(text.trim()).digest('hex');
}
