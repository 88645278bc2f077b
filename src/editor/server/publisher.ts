import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { ProjectSession } from './project-session.ts';
import { toDiagnostics } from './to-diagnostics.ts';
import type { Workspace } from './workspace.ts';

/** Tells the editor of problems: all files of a project, open or not, each only when what is said of it changes. */
export interface Publisher {
  readonly publish: (session: ProjectSession) => void;
  /** Takes everything back that was said of a project. */
  readonly clear: (session: ProjectSession) => void;
}

export type Send = (params: PublishDiagnosticsParams) => void;

export function createPublisher(workspace: () => Workspace, send: Send): Publisher {
  // By project folder, what was last said of each URI.
  const told = new Map<string, Map<string, string>>();
  return {
    publish(session) {
      const { projectDir } = session;
      const { textOf, uriOfFile, projectFileOf, find } = workspace();
      const texts = new Map<string, string | undefined>();
      const remembered = (file: string) => {
        if (!texts.has(file)) texts.set(file, textOf(projectDir, file));
        return texts.get(file);
      };
      const byFile = toDiagnostics(session.diagnostics(), {
        projectDir,
        projectFile: projectFileOf(projectDir),
        textOf: remembered,
        uriOfFile: (file) => uriOfFile(projectDir, file),
      });
      const before = told.get(projectDir) ?? new Map<string, string>();
      const now = new Map<string, string>();
      told.set(projectDir, now);
      for (const [file, diagnostics] of byFile) {
        const uri = uriOfFile(projectDir, file);
        const version = find(uri)?.document.version;
        const text = JSON.stringify(diagnostics);
        now.set(uri, text);
        if (before.get(uri) !== text)
          send({ uri, diagnostics: [...diagnostics], ...(version !== undefined && { version }) });
      }
      for (const uri of before.keys()) if (!now.has(uri)) send({ uri, diagnostics: [] });
    },
    clear({ projectDir }) {
      for (const uri of told.get(projectDir)?.keys() ?? []) send({ uri, diagnostics: [] });
      told.delete(projectDir);
    },
  };
}
