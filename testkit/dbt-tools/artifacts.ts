import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { ProjectLineage } from '../../src/lineage/project-lineage.ts';

/** An entry of the manifest, as far as tests look into it. */
export interface Entry {
  readonly name: string;
  readonly resource_type: string;
  readonly columns: Readonly<Record<string, { readonly name: string; readonly description: string }>>;
  readonly test_metadata?: { readonly name: string; readonly kwargs: Readonly<Record<string, unknown>> };
  readonly attached_node?: string | null;
  readonly depends_on: { readonly nodes?: readonly string[] };
  readonly column_name?: string | null;
}

export interface Manifest {
  readonly nodes: Readonly<Record<string, Entry>>;
  readonly sources: Readonly<Record<string, Entry>>;
  readonly macros: Readonly<Record<string, unknown>>;
  readonly exposures: Readonly<Record<string, unknown>>;
  readonly unit_tests: Readonly<Record<string, unknown>>;
}

export interface Catalog {
  readonly nodes: Readonly<Record<string, { readonly columns: Readonly<Record<string, unknown>> }>>;
  readonly sources: Catalog['nodes'];
}

export interface Results {
  readonly results: readonly { readonly unique_id: string; readonly status: string }[];
}

/** The target folder of the repository's own project, built. */
export function target(): string {
  return join(inject('built'), 'target');
}

export const manifest = () => read<Manifest>('manifest.json');
export const catalog = () => read<Catalog>('catalog.json');
export const runResults = () => read<Results>('run_results.json');
export const sources = () => read<Results>('sources.json');
export const lineage = () => read<ProjectLineage>('lineage.json');

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(target(), file), 'utf8')) as T;
}

/** How often each word stands in a list. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
