import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EarlierMacro, EarlierManifest, EarlierNode, NodePrint } from '../changes/index.ts';
import { diagnose, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { JsonObject, JsonValue } from '../project/project.ts';

const KINDS = ['nodes', 'sources', 'exposures', 'unit_tests'] as const;

/** Reads the manifest.json of an earlier version, written by lakemodel or by dbt, in a folder. Without a value, a diagnostic says why. */
export async function readManifest(folder: string): Promise<Outcome<EarlierManifest | undefined>> {
  const file = join(folder, 'manifest.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') return failed(await whyMissing(folder, file, text));
  const manifest = parse(text);
  if (manifest === undefined) {
    const reason = text.trim() === '' ? 'it is empty' : 'it is no JSON';
    return failed(diagnose('state-manifest-unreadable', { file, reason }));
  }
  const foreign = whyForeign(manifest);
  if (foreign !== undefined) return failed(diagnose('state-manifest-foreign', { file, found: foreign }));
  return { value: earlierManifest(manifest as JsonObject), diagnostics: [] };
}

function failed(diagnostic: Diagnostic): Outcome<undefined> {
  return { value: undefined, diagnostics: [diagnostic] };
}

async function whyMissing(folder: string, file: string, error: NodeJS.ErrnoException): Promise<Diagnostic> {
  if (!(await isFolder(folder))) return diagnose('state-folder-missing', { folder });
  if (error.code === 'ENOENT') return diagnose('state-manifest-missing', { folder });
  const reason =
    error.code === 'EACCES' ? 'permission denied' : error.code === 'EISDIR' ? 'it is a folder' : error.message;
  return diagnose('state-manifest-unreadable', { file, reason });
}

/** Whether there is such a folder. */
export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function whyForeign(manifest: JsonValue): string | undefined {
  const { metadata, nodes, macros } = objectOf(manifest);
  const schema = objectOf(metadata).dbt_schema_version;
  if (typeof schema !== 'string') return 'it has no "metadata.dbt_schema_version"';
  if (!schema.includes('/manifest/')) return `its "metadata.dbt_schema_version" is "${schema}"`;
  return isObject(nodes) && isObject(macros) ? undefined : 'it has no "nodes" or no "macros"';
}

function earlierManifest(manifest: JsonObject): EarlierManifest {
  const nodes = KINDS.flatMap((kind) => Object.entries(objectOf(manifest[kind])));
  const macros = Object.entries(objectOf(manifest.macros));
  return {
    nodes: new Map(nodes.map(([id, entry]) => [id, earlierNode(id, objectOf(entry))])),
    macros: new Map(macros.map(([id, entry]) => [id, earlierMacro(objectOf(entry))])),
  };
}

function earlierNode(uniqueId: string, entry: JsonObject): EarlierNode {
  const print = printOf(ownKey(entry));
  return { uniqueId, entry, ...(print && { print }) };
}

function earlierMacro(entry: JsonObject): EarlierMacro {
  const { macro_sql: sql } = entry;
  const { fingerprint } = objectOf(ownKey(entry));
  return { sql: typeof sql === 'string' ? sql : '', ...(typeof fingerprint === 'string' && { print: fingerprint }) };
}

/** What is lakemodel's own in an entry. Earlier versions kept it beside dbt's keys. */
function ownKey({ config, lakemodel }: JsonObject): JsonValue | undefined {
  return objectOf(config).lakemodel ?? lakemodel;
}

const PARTS = ['configs', 'contract', 'descriptions', 'relation'];

/** The fingerprints, where they are as this version writes them. */
function printOf(value: JsonValue | undefined): NodePrint | undefined {
  const { fingerprints, columns } = objectOf(value);
  const prints = objectOf(fingerprints);
  const complete =
    typeof objectOf(prints.body).text === 'string' && PARTS.every((part) => typeof prints[part] === 'string');
  return complete && Array.isArray(columns) ? (value as unknown as NodePrint) : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
