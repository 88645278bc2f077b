import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogTable } from '../engines/engine.ts';
import { declareTables, newSourceFile, type SourceName } from '../project/index.ts';
import type { Project } from '../project/project.ts';

/** The tables of a schema that no source declares and no node of the project makes. */
export function undeclared(
  all: readonly CatalogTable[],
  { name: source, schema }: SourceName,
  { sources, nodes }: Project,
): readonly CatalogTable[] {
  const known = [...Object.values(sources), ...Object.values(nodes)].flatMap((node) =>
    'relation' in node && isSame(node.relation.schema, schema) ? node.relation.identifier.toLowerCase() : [],
  );
  const names = Object.values(sources).flatMap((one) => (one.sourceName === source ? one.name.toLowerCase() : []));
  const taken = new Set([...known, ...names]);
  return all.filter(({ name }) => !taken.has(name.toLowerCase()));
}

export interface Writing {
  readonly project: Project;
  /** Texts of files that change already, which may be changed further. */
  readonly texts: Map<string, string>;
  readonly projectDir: string;
}

/** Puts tables into the YAML of their source, or into a new file; answers which. */
export function declare(source: SourceName, tables: readonly CatalogTable[], writing: Writing): string {
  const { project, texts, projectDir } = writing;
  const files = Object.values(project.sources).flatMap((one) => (one.sourceName === source.name ? one.span.file : []));
  for (const file of new Set(files)) {
    const text = declareTables(texts.get(file) ?? project.texts[file] ?? '', source, tables);
    if (text === undefined) continue;
    texts.set(file, text);
    return file;
  }
  const file = freeFile(`${project.settings.modelPaths[0] ?? 'models'}/sources/${stemOf(source.name)}`, projectDir);
  texts.set(file, newSourceFile(source, tables));
  return file;
}

function stemOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]+/gu, '_');
}

function freeFile(stem: string, projectDir: string, number = 1): string {
  const file = `${stem}${number === 1 ? '' : `_${number}`}.yml`;
  return existsSync(join(projectDir, file)) ? freeFile(stem, projectDir, number + 1) : file;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
