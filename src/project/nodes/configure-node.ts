import type { Source, Span } from '../../diagnostics/index.ts';
import {
  descriptionOf,
  docsBlocksOf,
  entrySettings,
  fileSpan,
  fqnOf,
  metaOf,
  tagsOf,
  type Assembly,
  type ConfiguredType,
} from '../assembly.ts';
import { checkConfig } from '../config/check-config.ts';
import { mergeSettings, NO_SETTINGS, type Settings } from '../config/settings.ts';
import type { JsonObject, NodeConfig, References } from '../project.ts';
import type { FoundFile } from '../project-files.ts';
import type { PropertyEntry } from '../properties.ts';
import { NO_REFERENCES } from '../references.ts';

export interface NodeToConfigure {
  readonly type: ConfiguredType;
  readonly name: string;
  readonly file: FoundFile;
  readonly entry: PropertyEntry | undefined;
  /** The node's template, where it has one. Offsets into it are offsets into the file. */
  readonly template?: Source | undefined;
  /** What the place where it stands says beside all that: nearest of all. */
  readonly own?: Settings;
  /** Where it is defined. Default: its name in YAML, or its file's beginning. */
  readonly span?: Span;
  /** Default: `<type>.<project>.<name>`. */
  readonly uniqueId?: string;
}

/** What all nodes have. */
export interface ConfiguredNode {
  readonly uniqueId: string;
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly fqn: readonly string[];
  readonly description: string;
  readonly docsBlocks?: readonly string[];
  readonly tags: readonly string[];
  readonly meta: JsonObject;
  readonly config: NodeConfig;
  readonly configSpans: Readonly<Record<string, Span>>;
  readonly writtenConfig?: JsonObject;
  readonly references: References;
  readonly span: Span;
}

export interface Configured {
  readonly node: ConfiguredNode;
  readonly settings: Settings;
}

/** Reads a node's template and merges its configuration: trees of project.yml < YAML < config(). Undefined: its template is broken. */
export function configureNode(toConfigure: NodeToConfigure, assembly: Assembly): Configured | undefined {
  const { type, name, file, entry, template } = toConfigure;
  const { loading, project, trees, templates } = assembly;
  const uniqueId = toConfigure.uniqueId ?? `${type}.${project.name}.${name}`;
  const read = template && templates.read(template, { type, name, uniqueId });
  if (template && !read) return undefined;
  const yaml = entrySettings(entry?.values, assembly);
  const own = mergeSettings(mergeSettings(yaml, read?.settings ?? NO_SETTINGS), toConfigure.own ?? NO_SETTINGS);
  const fqn = fqnOf(project.name, file, name);
  const settings = mergeSettings(trees[type].settingsFor(fqn), own);
  const config = assembly.completeConfig(type, settings);
  const span = toConfigure.span ?? entry?.span ?? fileSpan(file.path);
  if (config.enabled) checkConfig({ type, config, settings, own, span }, loading.problems);
  const node: ConfiguredNode = {
    uniqueId,
    name,
    packageName: project.name,
    path: file.path,
    fqn,
    description: descriptionOf(entry, assembly),
    ...docsBlocksOf(entry?.values.description, assembly),
    tags: tagsOf(settings),
    meta: metaOf(settings),
    config,
    configSpans: settings.spans,
    ...(settings.written && { writtenConfig: settings.written as JsonObject }),
    references: read?.references ?? NO_REFERENCES,
    span,
  };
  return { node, settings };
}
