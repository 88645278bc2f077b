import type { Outcome } from '../diagnostics/index.ts';
import type { Assembly } from './assembly.ts';
import { createConfigCompleter } from './config/complete-config.ts';
import { readConfigTree, type ConfigTree, type TreeType } from './config/config-tree.ts';
import { assembleProject } from './assemble-project.ts';
import { createDescribe, createDocsFinder, readDocsBlocks } from './docs-blocks.ts';
import { createLoading, type Loading, type LoadOptions } from './loading.ts';
import { readMacros } from './macros.ts';
import { findProjectFiles } from './project-files.ts';
import { readProjectFile, type Mapping } from './project-file.ts';
import { checkFolders, readSettings } from './project-settings.ts';
import type { Project } from './project.ts';
import { readProperties } from './properties.ts';
import { listTopFiles } from './read-files.ts';
import { createRelationNamer } from './relation-names.ts';
import { secretsOf, templateTarget } from './target.ts';
import { createTemplateReader } from './template-reader.ts';
import { createYamlRenderer } from './template-scope.ts';

/**
 * Reads a project's files into one validated value. All problems are found at once (at most 100 are kept); the value is undefined only where
 * no project can be made at all: without `project.yml`, a name or a target. With errors among the diagnostics it is not to be used further.
 */
export async function loadProject(options: LoadOptions): Promise<Outcome<Project | undefined>> {
  const loading = await createLoading(options);
  const value = await load(loading);
  return { value, diagnostics: loading.problems.toDiagnostics() };
}

async function load(loading: Loading): Promise<Project | undefined> {
  const topFiles = await listTopFiles(loading.options.projectDir, loading.options.unsaved);
  const project = readProjectFile(loading, topFiles);
  if (!project) return undefined;
  const settings = readSettings(project.raw, loading);
  const files = await findProjectFiles(settings, loading);
  loading.openCache(settings.targetPath);
  checkFolders(project.raw, (folder) => files.missing.has(folder), loading);
  const macros = readMacros([...files.macros, ...files.genericTests], project.name, loading);
  const scope = { projectName: project.name, vars: project.vars, target: templateTarget(project.target) };
  const yamlTemplates = createYamlRenderer(loading, scope, macros.library);
  const docs = readDocsBlocks(files.docs, project.name, loading);
  const { library } = macros;
  const assembly: Assembly = {
    loading,
    project,
    settings,
    files,
    topFiles,
    macros,
    yamlTemplates,
    properties: readProperties(files.properties, yamlTemplates, loading),
    templates: createTemplateReader({ loading, scope, library, macros: macros.find }),
    trees: readTrees(project.raw, loading),
    completeConfig: createConfigCompleter(),
    describe: createDescribe(docs, loading),
    docsBlocksIn: createDocsFinder(docs),
    nameRelation: createRelationNamer({
      loading,
      target: project.target,
      scope,
      library,
      ownMacros: macros.macroNames,
    }),
  };
  const value = await assembleProject(assembly, docs);
  const key = settings.openLineage?.apiKey;
  loading.saveCache([...secretsOf(project.target), ...(key === undefined ? [] : [key])]);
  return value;
}

const TREES: Readonly<Record<TreeType, readonly string[]>> = {
  model: ['models'],
  seed: ['seeds'],
  snapshot: ['snapshots'],
  test: ['tests', 'data_tests'],
  source: ['sources'],
  analysis: ['analyses'],
  exposure: ['exposures'],
  unit_test: ['unit_tests'],
};

function readTrees(raw: Mapping, loading: Loading): Readonly<Record<TreeType, ConfigTree>> {
  const tree = (type: TreeType) =>
    readConfigTree(
      type,
      TREES[type].map((key) => raw[key]),
      loading,
    );
  return Object.fromEntries((Object.keys(TREES) as TreeType[]).map((type) => [type, tree(type)])) as Record<
    TreeType,
    ConfigTree
  >;
}
