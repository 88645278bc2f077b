import {
  buildCatalog,
  buildManifest,
  lineageArtifact,
  writeCatalog,
  writeLineage,
  writeManifest,
  type CatalogEntry,
  type InvocationInfo,
} from '../../artifacts/index.ts';
import type { ProjectLineage } from '../../lineage/project-lineage.ts';
import { fingerprintsOf } from '../fingerprints.ts';
import type { OpenProject } from '../open-project.ts';
import type { CompiledNodes } from './compile-target.ts';

export interface DocsArtifacts {
  readonly targetPath: string;
  readonly opened: OpenProject;
  readonly invocation: InvocationInfo;
  readonly compiled: CompiledNodes;
  /** Absent where the warehouse was not asked: what an earlier command wrote stays. */
  readonly catalog?: ReadonlyMap<string, CatalogEntry>;
  /** Why some of the warehouse could not be read. */
  readonly problems: readonly string[];
  /** Absent where a node cannot be compiled: a comparison with it would find all of its columns gone. */
  readonly lineage?: ProjectLineage;
  readonly secrets: readonly string[];
}

/** Writes manifest.json, catalog.json and lineage.json into the target folder. */
export async function writeDocsArtifacts(given: DocsArtifacts): Promise<void> {
  const { targetPath, opened, invocation, compiled, catalog, problems, lineage, secrets } = given;
  const { project, graph } = opened;
  const sql = [...compiled].flatMap(([id, node]) => (node.sql === undefined ? [] : [[id, node.sql] as const]));
  const print = fingerprintsOf(opened, targetPath);
  const manifest = buildManifest({ project, graph, invocation, compiled: new Map(sql), print });
  await writeManifest(targetPath, manifest, project, secrets);
  if (catalog) {
    const read = buildCatalog({ project, invocation, entries: catalog, errors: problems });
    await writeCatalog(targetPath, read, project, secrets);
  }
  if (lineage) await writeLineage(targetPath, lineageArtifact(lineage, project, invocation), project, secrets);
}
