import { hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { buildGraph, type Graph } from '../graph/index.ts';
import { createMacroLibrary, type MacroFile, type MacroLibrary } from '../jinja/index.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import { loadProject, type LoadOptions } from '../project/index.ts';
import type { Project } from '../project/project.ts';
import { createControls, type Controls } from '../rules/index.ts';
import { builtInTestNames } from '../quality/index.ts';
import { codeVersion } from './code-version.ts';
import { hearSecrets } from './hear-secrets.ts';

/** A project that can be worked with: loaded, its references resolved, its macros readable. */
export interface OpenProject {
  readonly project: Project;
  readonly graph: Graph;
  readonly library: MacroLibrary;
  /** Severities as the project wants them. */
  readonly controls: Controls;
  /** Variables of the environment, for templates. Those that are secrets by their names are noted when they are read. */
  readonly env: Host['env'];
  /** Texts that no artifact, event or memory may hold: secrets of the target's settings, and those noted so far. */
  readonly secrets: () => readonly string[];
}

/** How files are read, other than from the disk alone. */
export type FileReading = Pick<LoadOptions, 'unsaved' | 'cache'>;

/** Loads the project of an invocation. Without a value where anything in it is wrong; all problems are told at once. */
export async function openProject(
  invocation: Invocation,
  host: Host,
  reading: FileReading = {},
): Promise<Outcome<OpenProject | undefined>> {
  host.onEvent({ type: 'phase', phase: 'load' });
  const heard = hearSecrets(host);
  const { env } = heard.host;
  const loaded = await loadProject({
    projectDir: invocation.projectDir,
    vars: invocation.vars,
    env,
    builtInTests: new Set(builtInTestNames),
    ...(reading.cache ? {} : { cacheVersion: codeVersion() }),
    ...reading,
    ...(invocation.target !== undefined && { targetName: invocation.target }),
    ...(invocation.targetPath !== undefined && { targetPath: invocation.targetPath }),
  });
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  if (!loaded.value) return { value: undefined, diagnostics };
  const controls = createControls(loaded.value);
  diagnostics.splice(0, diagnostics.length, ...controls.apply(diagnostics));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const graph = buildGraph(loaded.value);
  const library = createMacroLibrary(macroFiles(loaded.value));
  diagnostics.push(...controls.apply([...graph.diagnostics, ...library.diagnostics]));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  heard.ofTarget(loaded.value.target);
  const opened = { project: loaded.value, graph: graph.value, library: library.value, controls };
  return { value: { ...opened, env, secrets: heard.list }, diagnostics };
}

/** The files that define macros and generic tests, whole. */
function macroFiles({ macros, texts }: Project): MacroFile[] {
  const files = [...new Set(Object.values(macros).map((macro) => macro.path))].sort();
  return files.map((file) => ({ source: { file, text: texts[file] ?? '' } }));
}
