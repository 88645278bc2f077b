import type { Span } from '../diagnostics/index.ts';
import type { ConfiguredType } from './config/complete-config.ts';
import type { ConfigTree, TreeType } from './config/config-tree.ts';
import { mergeSettings, NO_SETTINGS, settingsOf, type Settings } from './config/settings.ts';
import type { Describe, FindDocsBlocks } from './docs-blocks.ts';
import type { Loading } from './loading.ts';
import type { ProjectMacros } from './macros.ts';
import type { JsonObject, NodeConfig, ProjectSettings } from './project.ts';
import type { Mapping, ProjectFile } from './project-file.ts';
import type { FoundFile, ProjectFiles } from './project-files.ts';
import type { Properties, PropertyEntry } from './properties.ts';
import type { RelationNamer } from './relation-names.ts';
import type { TemplateReader } from './template-reader.ts';
import type { YamlTemplates } from './yaml/yaml-templates.ts';

/** All that was read, for the steps that make nodes of it. */
export interface Assembly {
  readonly loading: Loading;
  readonly project: ProjectFile;
  readonly settings: ProjectSettings;
  readonly files: ProjectFiles;
  /** Names of the files directly in the project folder. */
  readonly topFiles: readonly string[];
  readonly properties: Properties;
  readonly macros: ProjectMacros;
  readonly templates: TemplateReader;
  readonly yamlTemplates: YamlTemplates;
  readonly trees: Readonly<Record<TreeType, ConfigTree>>;
  /** A node's whole configuration; the same object for nodes with the same settings. */
  readonly completeConfig: (type: ConfiguredType, settings: Settings) => NodeConfig;
  readonly describe: Describe;
  readonly docsBlocksIn: FindDocsBlocks;
  readonly nameRelation: RelationNamer;
}

const TOP_LEVEL = ['tags', 'meta', 'docs', 'access', 'group'];

/** What an entry of a properties file configures: its `config`, and the keys that may stand beside it. */
export function entrySettings(values: Mapping | undefined, { loading }: Pick<Assembly, 'loading'>): Settings {
  if (!values) return NO_SETTINGS;
  const beside = settingsOf(values, loading, TOP_LEVEL);
  const config = values.config;
  if (typeof config !== 'object' || config === null) return beside;
  return mergeSettings(beside, settingsOf(config as Mapping, loading));
}

/** `[project, …folders, name]`. */
export function fqnOf(projectName: string, file: FoundFile, name: string): string[] {
  return [projectName, ...file.folders, name];
}

/** The beginning of a file, as the place of what the file defines. */
export function fileSpan(path: string): Span {
  return { file: path, start: 0, end: 0 };
}

export function tagsOf({ values }: Settings): readonly string[] {
  return (values.tags as string[] | undefined) ?? [];
}

export function metaOf({ values }: Settings): JsonObject {
  return (values.meta as JsonObject | undefined) ?? {};
}

export function descriptionOf(entry: PropertyEntry | undefined, { describe, loading }: Assembly): string {
  if (!entry) return '';
  return describe(entry.values.description, () => loading.places.value(entry.values, 'description'));
}

/** `docsBlocks` of what has this description. */
export function docsBlocksOf(
  description: unknown,
  { docsBlocksIn }: Pick<Assembly, 'docsBlocksIn'>,
): { readonly docsBlocks?: readonly string[] } {
  const docsBlocks = docsBlocksIn(description);
  return docsBlocks ? { docsBlocks } : {};
}

export type { ConfiguredType };
