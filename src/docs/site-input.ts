import type { CatalogEntry } from '../artifacts/index.ts';
import type { Graph } from '../graph/graph.ts';
import type { ProjectLineage } from '../lineage/project-lineage.ts';
import type { Project } from '../project/project.ts';
import type { HistoryEntry } from '../state/index.ts';
import type { AnalysisResult, FreshnessDetail, QuarantineRow } from './site-data.ts';

/** Everything that the docs site tells of, found before: the site is made of it without any I/O. Maps go by unique id. */
export interface SiteInput {
  readonly project: Project;
  readonly graph: Graph;
  readonly lineage: ProjectLineage;
  /** ISO time, in UTC. */
  readonly generatedAt: string;
  /** Version of lakemodel. */
  readonly version: string;
  /** All targets of the project, the chosen one first. */
  readonly targets: readonly SiteTarget[];
  /** Markdown of the project's README.md. */
  readonly readme?: string;
  readonly catalog: ReadonlyMap<string, CatalogEntry>;
  /** Newest first. */
  readonly history: readonly HistoryEntry[];
  readonly freshness: ReadonlyMap<string, FreshnessDetail>;
  readonly quarantine: ReadonlyMap<string, readonly QuarantineRow[]>;
  readonly analyses: ReadonlyMap<string, Omit<AnalysisResult, 'chart'>>;
  readonly missing: readonly string[];
}

export interface SiteTarget {
  readonly name: string;
  readonly engine: 'duckdb' | 'trino' | 'athena';
  /** What its engine gets, by unique id; nodes that cannot be compiled for it have a problem instead. */
  readonly sql: ReadonlyMap<string, { readonly sql?: string; readonly problem?: string }>;
  /** Why nothing was compiled for it. */
  readonly problem?: string;
}
