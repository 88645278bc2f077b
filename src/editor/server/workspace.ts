import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalyseOptions } from '../analysis.ts';
import { openProjectSession, type ProjectSession } from './project-session.ts';
import { fileIn, pathIn, pathOf, uriOf } from './uris.ts';

/** A document that belongs to a project. */
export interface OpenFile {
  readonly document: TextDocument;
  readonly session: ProjectSession;
  /** Relative to the project. */
  readonly file: string;
}

/** All projects of an editor, found by the files that are open and by its folders. */
export interface Workspace {
  readonly find: (uri: string) => OpenFile | undefined;
  readonly sessions: () => readonly ProjectSession[];
  /** The text of a project's file: as the editor shows it, else as the disk has it. */
  readonly textOf: (projectDir: string, file: string) => string | undefined;
  /** The URI by which the editor knows a file. */
  readonly uriOfFile: (projectDir: string, file: string) => string;
  readonly projectFileOf: (projectDir: string) => string;
  /** A document was opened, changed or closed. */
  readonly documentChanged: (uri: string) => void;
  /** Files changed on the disk. */
  readonly filesChanged: (changes: readonly { readonly uri: string; readonly isDeleted: boolean }[]) => void;
  readonly setFolders: (uris: readonly string[]) => void;
  readonly close: () => void;
}

export interface WorkspaceOptions extends Pick<AnalyseOptions, 'env' | 'target' | 'vars'> {
  readonly documents: () => readonly TextDocument[];
  readonly onAnalysed: (session: ProjectSession) => void;
  /** The project is not looked after any more. */
  readonly onClosed: (session: ProjectSession) => void;
  readonly onFailure: (error: unknown) => void;
}

const PROJECT_FILES = ['project.yml', 'project.yaml', 'dbt_project.yml'];

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const sessions = new Map<string, ProjectSession>();
  let folders: readonly string[] = [];
  // Open in the editor, and deleted behind its back: until it is changed again it is no part of a project.
  const deleted = new Set<string>();

  const openPaths = () =>
    options.documents().flatMap((document) => {
      const path = deleted.has(document.uri) ? undefined : pathOf(document.uri);
      return path === undefined ? [] : [{ path, document }];
    });
  const documentAt = (path: string) => openPaths().find((open) => open.path === path)?.document;
  const isThere = (path: string) => existsSync(path) || documentAt(path) !== undefined;
  const projectFileIn = (folder: string) => PROJECT_FILES.find((name) => isThere(join(folder, name)));

  function projectDirOf(path: string): string | undefined {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (projectFileIn(folder) !== undefined) return folder;
      if (folder === dirname(folder)) return undefined;
    }
  }

  function unsavedIn(projectDir: string): ReadonlyMap<string, string> {
    return new Map(
      openPaths().flatMap(({ path, document }) => {
        const file = fileIn(projectDir, path);
        return file === undefined ? [] : [[file, document.getText()] as const];
      }),
    );
  }

  /** Opens sessions for projects that are new, and closes those that nobody looks at any more. */
  function settle(): void {
    const inFolders = folders.filter((folder) => projectFileIn(folder) !== undefined);
    const wanted = new Set([...inFolders, ...openPaths().flatMap(({ path }) => projectDirOf(path) ?? [])]);
    for (const [dir, session] of sessions) {
      const isInFolder = folders.some((folder) => dir === folder || fileIn(folder, dir) !== undefined);
      if (wanted.has(dir) || (isInFolder && projectFileIn(dir) !== undefined)) continue;
      sessions.delete(dir);
      session.close();
      options.onClosed(session);
    }
    for (const projectDir of wanted) {
      if (sessions.has(projectDir)) continue;
      const { env, target, vars, onAnalysed, onFailure } = options;
      const unsaved = () => unsavedIn(projectDir);
      sessions.set(projectDir, openProjectSession({ projectDir, env, target, vars, unsaved, onAnalysed, onFailure }));
    }
  }

  function touch(paths: readonly string[]): void {
    const before = new Set(sessions.values());
    settle();
    for (const session of sessions.values()) {
      const isOurs = paths.some((path) => isRead(session, fileIn(session.projectDir, path)));
      if (isOurs && before.has(session)) session.changed();
    }
  }

  return {
    find(uri) {
      const path = pathOf(uri);
      const document = options.documents().find((one) => one.uri === uri);
      const dir = path === undefined ? undefined : projectDirOf(path);
      const session = dir === undefined ? undefined : sessions.get(dir);
      const file = session && path !== undefined ? fileIn(session.projectDir, path) : undefined;
      return document && session && file !== undefined ? { document, session, file } : undefined;
    },
    sessions: () => [...sessions.values()],
    textOf(projectDir, file) {
      const path = pathIn(projectDir, file);
      return documentAt(path)?.getText() ?? readQuietly(path);
    },
    uriOfFile(projectDir, file) {
      const path = pathIn(projectDir, file);
      return documentAt(path)?.uri ?? uriOf(path);
    },
    projectFileOf: (projectDir) => projectFileIn(projectDir) ?? PROJECT_FILES[0]!,
    documentChanged(uri) {
      deleted.delete(uri);
      const path = pathOf(uri);
      if (path !== undefined) touch([path]);
    },
    filesChanged(changes) {
      for (const { uri, isDeleted } of changes) if (isDeleted) deleted.add(uri);
      for (const { uri, isDeleted } of changes) if (!isDeleted) deleted.delete(uri);
      touch(changes.flatMap(({ uri }) => pathOf(uri) ?? []));
    },
    setFolders(uris) {
      folders = uris.flatMap((uri) => pathOf(uri)?.replace(/(?<=.)[\\/]+$/, '') ?? []);
      settle();
    },
    close() {
      for (const session of sessions.values()) session.close();
      sessions.clear();
    },
  };
}

/** Whether a file can be part of a project: what commands write into the target folder is none. */
function isRead(session: ProjectSession, file: string | undefined): boolean {
  if (file === undefined) return false;
  const target = session.project()?.opened.project.settings.targetPath ?? 'target';
  return !file.startsWith(`${target}/`) && !/(^|\/)(node_modules|\.git)\//.test(file);
}

function readQuietly(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  } catch {
    return undefined;
  }
}
