import type { Action } from './commands/context.ts';
import type { Call } from './program.ts';
import type { World } from './world.ts';

/**
 * Each command's code, loaded when the command is called: help and mistakes in the command line need none of it.
 * Beside the library in `main.ts`, these are the only dynamic imports of this room.
 */
const loaders: Readonly<Record<string, () => Promise<Action>>> = {
  build: runNodes,
  run: runNodes,
  test: runNodes,
  seed: runNodes,
  snapshot: runNodes,
  retry: async () => (await import('./commands/run-nodes.ts')).retry,
  plan: async () => (await import('./commands/plan.ts')).plan,
  compile: async () => (await import('./commands/compile.ts')).compile,
  ls: async () => (await import('./commands/ls.ts')).ls,
  show: async () => (await import('./commands/show.ts')).show,
  'source freshness': async () => (await import('./commands/source-freshness.ts')).sourceFreshness,
  'source pull': async () => (await import('./commands/sources-pull.ts')).sourcesPull,
  lineage: async () => (await import('./commands/lineage.ts')).lineage,
  'lineage diff': async () => (await import('./commands/lineage.ts')).lineageDiff,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  'export iam-policy': async () => (await import('./commands/export.ts')).exportIamPolicy,
  'export openlineage': async () => (await import('./commands/export.ts')).exportOpenLineage,
  explain: async () => (await import('./commands/explain.ts')).explain,
  'quarantine list': quarantine,
  'quarantine show': quarantine,
  'quarantine replay': quarantine,
  'quarantine release': quarantine,
  'quarantine expire': quarantine,
  'docs generate': async () => (await import('./commands/docs.ts')).docsGenerate,
  'docs serve': async () => (await import('./commands/docs.ts')).docsServe,
  completion: async () => (await import('./commands/completion.ts')).completion,
  'editor-settings': async () => (await import('./commands/editor-settings.ts')).editorSettings,
  lsp: async () => (await import('./commands/lsp.ts')).lsp,
  init: async () => (await import('./commands/init.ts')).init,
  clean: async () => (await import('./commands/clean.ts')).clean,
};

async function runNodes(): Promise<Action> {
  return (await import('./commands/run-nodes.ts')).runNodes;
}

async function quarantine(): Promise<Action> {
  return (await import('./commands/quarantine.ts')).quarantine;
}

/** Does what a command line asks for; returns the exit code. Throws UsageError where the command line is wrong. */
export async function perform(call: Call, world: World): Promise<number> {
  const loader = loaders[call.command];
  if (!loader) throw new Error(`Invariant broken: no code for the command "${call.command}"`);
  const [action, { openTerminal }, { DiagnosticError }] = await Promise.all([
    loader(),
    import('./terminal/terminal.ts'),
    import('../diagnostics/index.ts'),
  ]);
  const terminal = openTerminal(world, call.flags);
  try {
    return await action({ call, world, terminal });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    // A phase should have caught it; what it says is for the user all the same.
    terminal.diagnostics(error.diagnostics);
    return 2;
  }
}
