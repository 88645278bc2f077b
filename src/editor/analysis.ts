import { distinct, type Diagnostic, type Source } from '../diagnostics/index.ts';
import type { BoundStatement } from '../bind/bind.ts';
import type { WithCtes } from '../compile/ephemeral.ts';
import type { Column } from '../engines/engine.ts';
import type { RenderedText } from '../jinja/index.ts';
import type { ProjectLineage } from '../lineage/project-lineage.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import type { JsonObject } from '../project/project.ts';
import { codeVersion } from '../workflow/code-version.ts';
import { openCompileTools } from '../workflow/column-finder.ts';
import { LINEAGE_MEMORY, readCompileMemory } from '../workflow/compile-memory.ts';
import { targetPath } from '../workflow/connect.ts';
import { openProject, type OpenProject } from '../workflow/open-project.ts';
import { createParseMemory, type ParseMemory } from '../project/index.ts';
import { compileAll } from './analysis/compile-all.ts';
import { createSessionMemory, type SessionMemory } from './analysis/session-memory.ts';

/** What is known of a project at one moment. Texts that an editor holds stand for those on the disk. */
export interface Analysis {
  readonly projectDir: string;
  /** What `lakemodel compile` says of it, at the severities that the project sets. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where the project cannot be loaded; `diagnostics` say why. */
  readonly project?: AnalysedProject;
}

/** A project that could be loaded, with what its nodes compile to. */
export interface AnalysedProject {
  readonly opened: OpenProject;
  /** Columns by unique id, of nodes and sources, those that lakemodel adds among them; absent where they are not known. */
  readonly columnsOf: (id: string) => readonly Column[] | undefined;
  /** Unique ids of the nodes whose template stands in a file. */
  readonly nodesIn: (file: string) => readonly string[];
  /**
   * A node's query read in each of its situations: as for a first run and, where its template asks `is_incremental()`, also as for a later
   * one. Made when first asked for and kept. Empty where it has no template or that cannot be rendered.
   */
  readonly readingsOf: (id: string) => readonly Reading[];
  /** Where all columns come from. Made when first asked for and kept. */
  readonly lineage: () => ProjectLineage;
}

/** One rendering of a node's template, understood. Offsets are UTF-16 units. */
export interface Reading {
  readonly id: string;
  readonly isIncremental: boolean;
  /** The node's template. */
  readonly source: Source;
  /** Where the template begins in its file: not 0 for a snapshot's block. */
  readonly fileOffset: number;
  /** The template's own output; segments are offsets into `source.text`. */
  readonly rendered: RenderedText;
  /** `rendered` with the CTEs of ephemeral inputs put in: the text of the tree. */
  readonly whole: WithCtes;
  /** Tree and facts, ranges in `whole.text`; absent where the text is no query that can be read. */
  readonly bound?: BoundStatement;
}

/** What is kept of one project from analysis to analysis: what did not change is not done again. */
export interface AnalysisMemory {
  readonly files: ParseMemory;
  readonly compiled: SessionMemory;
  readonly lineages: SessionMemory;
  /** What templates see as the time of the run: one for all analyses, so that what depends on it can be kept. */
  readonly startedAt: Date;
}

export interface AnalyseOptions {
  readonly projectDir: string;
  readonly env: (name: string) => string | undefined;
  readonly target?: string | undefined;
  readonly vars?: JsonObject | undefined;
  /** Texts that stand for those on the disk, by path relative to the project with forward slashes. */
  readonly unsaved?: ReadonlyMap<string, string> | undefined;
  readonly memory?: AnalysisMemory | undefined;
  /** Aborted where the analysis is not wanted any more: then it throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export function createAnalysisMemory(projectDir: string, startedAt: Date = new Date()): AnalysisMemory {
  return {
    files: createParseMemory(projectDir),
    compiled: createSessionMemory(),
    lineages: createSessionMemory(),
    startedAt,
  };
}

/** Loads and compiles a whole project as `lakemodel compile` does. No warehouse is asked, and nothing is written. */
export async function analyseProject(options: AnalyseOptions): Promise<Analysis> {
  const { projectDir, unsaved, signal = new AbortController().signal } = options;
  const memory = options.memory ?? createAnalysisMemory(projectDir);
  const invocation = editorInvocation(options);
  const host = editorHost(options, memory.startedAt, signal);
  const breathe = turns(signal);
  await breathe();
  const opened = await openProject(invocation, host, { cache: memory.files, ...(unsaved && { unsaved }) });
  await breathe();
  if (!opened.value) return { projectDir, diagnostics: distinct(opened.diagnostics) };
  memory.files.endLoad();
  startFromCommands(memory, opened.value, invocation);
  const { tools, close } = openCompileTools(memory.compiled, memory.lineages);
  try {
    const all = await compileAll({ opened: opened.value, invocation, host, tools, breathe });
    memory.compiled.endRound();
    memory.lineages.endRound();
    return { projectDir, diagnostics: [...opened.diagnostics, ...all.diagnostics], project: all.project };
  } finally {
    await close();
  }
}

/** What commands have compiled and left in the target folder is not compiled again. */
function startFromCommands({ compiled, lineages }: AnalysisMemory, { project }: OpenProject, invocation: Invocation) {
  const folder = targetPath(project, invocation);
  const version = codeVersion();
  compiled.startFrom(readCompileMemory(folder, { version }));
  lineages.startFrom(readCompileMemory(folder, { version, file: LINEAGE_MEMORY }));
}

/** The command that an editor's work stands for: it asks no warehouse and changes nothing. */
export function editorInvocation({ projectDir, target, vars = {} }: AnalyseOptions): Invocation {
  return {
    projectDir,
    ...(target !== undefined && { target }),
    vars,
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: true,
    offline: true,
  };
}

/** An editor's world: its time stands still, so that what was analysed once holds. */
export function editorHost({ env }: AnalyseOptions, startedAt: Date, signal: AbortSignal): Host {
  return { now: () => startedAt, env, newId: () => 'editor', signal, onEvent: () => undefined };
}

/** How long an analysis works, in milliseconds, before messages of the editor get their turn. */
const TURN_MS = 15;

function turns(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await new Promise(setImmediate);
    since = performance.now();
    signal.throwIfAborted();
  };
}
