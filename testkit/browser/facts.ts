import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** What the artifacts of the top-level project say, read as another tool reads them. */
export interface Facts {
  readonly manifest: Manifest;
  readonly catalog: {
    readonly nodes: Readonly<Record<string, Table>>;
    readonly sources: Readonly<Record<string, Table>>;
  };
  readonly lineage: { readonly nodes: Readonly<Record<string, LineageNode>> };
  readonly sources: { readonly results: readonly FreshnessResult[] };
  /** Oldest first. */
  readonly runs: readonly RunResults[];
  readonly quarantine: readonly QuarantineLine[];
}

export interface ManifestNode {
  readonly unique_id: string;
  readonly name: string;
  readonly source_name?: string;
  readonly resource_type: string;
  readonly description: string;
  readonly original_file_path: string;
  readonly relation_name: string | null;
  readonly raw_code?: string;
  readonly macro_sql?: string;
  readonly compiled_code?: string | null;
  readonly columns?: Readonly<Record<string, { readonly description: string; readonly data_type: string | null }>>;
  readonly tags: readonly string[];
  readonly attached_node?: string | null;
  readonly column_name?: string | null;
  readonly depends_on?: { readonly nodes: readonly string[] };
}

interface Manifest {
  readonly nodes: Readonly<Record<string, ManifestNode>>;
  readonly sources: Readonly<Record<string, ManifestNode>>;
  readonly exposures: Readonly<Record<string, ManifestNode>>;
  readonly macros: Readonly<Record<string, ManifestNode>>;
  readonly unit_tests: Readonly<Record<string, ManifestNode>>;
  readonly parent_map: Readonly<Record<string, readonly string[]>>;
  readonly child_map: Readonly<Record<string, readonly string[]>>;
}

interface Table {
  readonly metadata: { readonly type: string };
  readonly columns: Readonly<Record<string, { readonly type: string; readonly index: number; readonly name: string }>>;
}

interface LineageNode {
  readonly columns: readonly LineageColumn[];
}

export interface LineageColumn {
  readonly name: string;
  readonly type?: string;
  readonly how?: string;
  readonly inputs: readonly { readonly node: string; readonly column: string; readonly how: string }[];
}

export interface RunResults {
  readonly metadata: { readonly invocation_id: string };
  readonly results: readonly RunResult[];
}

interface RunResult {
  readonly unique_id: string;
  readonly status: string;
  readonly failures: number | null;
  readonly message: string | null;
  /** Seconds. */
  readonly execution_time: number;
  readonly adapter_response: { readonly rows_affected?: number };
}

interface FreshnessResult {
  readonly unique_id: string;
  readonly status: string;
}

interface QuarantineLine {
  /** `schema.name`. */
  readonly model: string;
  readonly failed_rules: string;
  readonly status: string;
  readonly rows: number;
}

/** Reads what stands in `target/` and in `kept/`. */
export function readFacts(folder: string = inject('projectFolder')): Facts {
  const target = <T>(name: string) => readJson<T>(join(folder, 'target', name));
  return {
    manifest: target('manifest.json'),
    catalog: target('catalog.json'),
    lineage: target('lineage.json'),
    sources: target('sources.json'),
    runs: [1, 2].map((number) => readJson<RunResults>(join(folder, `kept/run-${number}.json`))),
    quarantine: readJson<{ rows: readonly QuarantineLine[] }>(join(folder, 'kept/quarantine.json')).rows,
  };
}

/** Rows of an analysis, as `lakemodel show` prints them: an object each. */
export function readAnswer(name: string, folder: string = inject('projectFolder')): readonly Record<string, unknown>[] {
  return readJson<{ show: readonly Record<string, unknown>[] }>(join(folder, `kept/${name}.json`)).show;
}

/** SQL that `lakemodel compile` wrote of a node for a target; nothing where it makes none. */
export function readCompiled(
  name: string,
  target: string,
  folder: string = inject('projectFolder'),
): string | undefined {
  const compiled = join(folder, 'kept/compiled', target);
  const file = readdirSync(compiled, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(`/${name}.sql`),
  );
  return file !== undefined && existsSync(join(compiled, file))
    ? readFileSync(join(compiled, file), 'utf8')
    : undefined;
}

/** The newest result of a node or test, over all runs. */
export function lastResult({ runs }: Facts, id: string): RunResult | undefined {
  return [...runs].reverse().flatMap(({ results }) => results.find((result) => result.unique_id === id) ?? [])[0];
}

/** Results of a node or test, the newest first. */
export function resultsOf({ runs }: Facts, id: string): readonly RunResult[] {
  return [...runs].reverse().flatMap(({ results }) => results.filter((result) => result.unique_id === id));
}

/** Letters and digits alone: the same of a text of Markdown and of what it is drawn as. */
export function lettersOf(text: string): string {
  return text.replace(/\]\([^)]*\)/g, ']').replace(/[^\p{L}\p{N}]+/gu, '');
}

/** As the page writes how long something took, from seconds. */
export function took(seconds: number): string {
  return seconds < 0.9995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
