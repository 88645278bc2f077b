import type { Loading } from './loading.ts';
import type { ProjectSettings } from './project.ts';
import { listFiles } from './read-files.ts';

/** A file of the project, and the folder of `…-paths` it was found under. */
export interface FoundFile {
  readonly path: string;
  readonly root: string;
  /** The folders between the two. */
  readonly folders: readonly string[];
}

/** The project's files by what they hold. */
export interface ProjectFiles {
  readonly models: readonly FoundFile[];
  readonly pythonModels: readonly FoundFile[];
  readonly seeds: readonly FoundFile[];
  readonly snapshots: readonly FoundFile[];
  readonly singularTests: readonly FoundFile[];
  readonly genericTests: readonly FoundFile[];
  readonly fixtures: readonly FoundFile[];
  readonly macros: readonly FoundFile[];
  readonly analyses: readonly FoundFile[];
  readonly properties: readonly FoundFile[];
  readonly docs: readonly FoundFile[];
  /** Folders of `…-paths` that do not exist. */
  readonly missing: ReadonlySet<string>;
}

/** Lists the folders of the project, each once, and sorts the files by kind. What lies under the target path is no part of the project. */
export async function findProjectFiles(settings: ProjectSettings, { options }: Loading): Promise<ProjectFiles> {
  const missing = new Set<string>();
  const listed = new Map<string, Promise<string[] | undefined>>();
  const filesIn = (root: string) => {
    const files = listed.get(root) ?? listFiles(options.projectDir, root === '.' ? '' : root, options.unsaved);
    listed.set(root, files);
    return files;
  };
  const list = async (roots: readonly string[]): Promise<FoundFile[]> => {
    const found = await Promise.all(roots.map(filesIn));
    roots.forEach((root, index) => found[index] ?? missing.add(root));
    const files = found.flatMap((paths, index) => (paths ?? []).map((path) => foundFile(path, roots[index] ?? '')));
    const own = files.filter(({ path }) => !path.startsWith(`${settings.targetPath}/`));
    return roots.length > 1 ? unique(own) : own;
  };
  const [models, seeds, snapshots, tests, macros, analyses, docs] = await Promise.all(
    [
      settings.modelPaths,
      settings.seedPaths,
      settings.snapshotPaths,
      settings.testPaths,
      settings.macroPaths,
      settings.analysisPaths,
      settings.docsPaths,
    ].map(list),
  );
  const all = [models, seeds, snapshots, tests, macros, analyses].flatMap((files) => files ?? []);
  const isFixture = ({ path, root }: FoundFile) => path.startsWith(`${root}/fixtures/`);
  const isGeneric = ({ path, root }: FoundFile) => path.startsWith(`${root}/generic/`);
  const testSql = withEnding(tests, '.sql').filter((file) => !isFixture(file));
  return {
    models: withEnding(models, '.sql'),
    pythonModels: withEnding(models, '.py'),
    seeds: withEnding(seeds, '.csv'),
    snapshots: withEnding(snapshots, '.sql'),
    singularTests: testSql.filter((file) => !isGeneric(file)),
    genericTests: testSql.filter(isGeneric),
    fixtures: (tests ?? []).filter(isFixture),
    macros: withEnding(macros, '.sql'),
    analyses: withEnding(analyses, '.sql'),
    properties: unique(all.filter(({ path }) => /\.ya?ml$/i.test(path))),
    docs: unique(withEnding(docs, '.md')),
    missing,
  };
}

function withEnding(files: readonly FoundFile[] | undefined, ending: string): FoundFile[] {
  return (files ?? []).filter(({ path }) => path.toLowerCase().endsWith(ending));
}

function unique(files: readonly FoundFile[]): FoundFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function foundFile(path: string, root: string): FoundFile {
  const below = root === '.' || root === '' ? path : path.slice(root.length + 1);
  return { path, root, folders: below.split('/').slice(0, -1) };
}

/** A file's name without its folders and its ending. */
export function stemOf({ path }: FoundFile): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}
