import type { Diagnostic } from '../../diagnostics/index.ts';
import {
  analyseProject,
  createAnalysisMemory,
  type Analysis,
  type AnalysedProject,
  type Reading,
} from '../analysis.ts';
import type { AnalyseOptions } from '../analysis.ts';

/** One project that is kept understood while its files change. */
export interface ProjectSession {
  readonly projectDir: string;
  /** A file of it changed, in the editor or on the disk. */
  readonly changed: () => void;
  /** Waits until the newest texts are understood, or `signal` is aborted. */
  readonly settled: (signal: AbortSignal) => Promise<void>;
  /** The project as it was when it could last be loaded; undefined before the first time. */
  readonly project: () => AnalysedProject | undefined;
  /** What is known now, and what it was made with; undefined before the first time. */
  readonly analysis: () => { readonly analysis: Analysis; readonly options: AnalyseOptions } | undefined;
  /** The texts that the project was last understood with, of files that were open then. */
  readonly readText: (file: string) => string | undefined;
  /** The last readings of a file's nodes that were whole queries. */
  readonly lastReadings: (file: string) => readonly Reading[];
  readonly diagnostics: () => readonly Diagnostic[];
  readonly close: () => void;
}

export interface SessionOptions extends Pick<AnalyseOptions, 'projectDir' | 'env' | 'target' | 'vars'> {
  /** Texts of the open files of the project, as they are now. */
  readonly unsaved: () => ReadonlyMap<string, string>;
  /** Called after each analysis that was not overtaken by a change. */
  readonly onAnalysed: (session: ProjectSession) => void;
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds of silence after a change before it is looked at. */
  readonly delay?: number;
}

const DELAY_MS = 200;

interface Running {
  readonly revision: number;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Watches over one project: each change makes one analysis, a little later; one that is under way for older texts is given up. */
export function openProjectSession(options: SessionOptions): ProjectSession {
  const { projectDir, delay = DELAY_MS } = options;
  const memory = createAnalysisMemory(projectDir);
  const readings = new Map<string, readonly Reading[]>();
  let revision = 1;
  let analysed = 0;
  let running: Running | undefined;
  let timer: NodeJS.Timeout | undefined;
  let last: { readonly analysis: Analysis; readonly texts: ReadonlyMap<string, string> } | undefined;
  let good: { readonly project: AnalysedProject; readonly diagnostics: readonly Diagnostic[] } | undefined;
  let isClosed = false;

  async function analyse(signal: AbortSignal, of: number): Promise<void> {
    const texts = new Map(options.unsaved());
    try {
      const analysis = await analyseProject({ ...options, unsaved: texts, memory, signal });
      if (signal.aborted || isClosed) return;
      analysed = of;
      last = { analysis, texts };
      if (analysis.project) good = { project: analysis.project, diagnostics: analysis.diagnostics };
      keepReadings(texts.keys());
      options.onAnalysed(session);
    } catch (error) {
      if (signal.aborted || isClosed) return;
      analysed = of;
      options.onFailure(error);
    }
  }

  function keepReadings(files: Iterable<string>): void {
    const { project } = last?.analysis ?? {};
    if (!project) return;
    for (const file of files) {
      const whole = project.nodesIn(file).flatMap((id) => project.readingsOf(id).filter(({ bound }) => bound));
      if (whole.length > 0) readings.set(file, whole);
    }
  }

  function start(): Promise<void> {
    clearTimeout(timer);
    if (running?.revision === revision) return running.done;
    const before = running;
    before?.controller.abort();
    const controller = new AbortController();
    const now: Running = {
      revision,
      controller,
      // Two analyses at once would only be slower.
      done: Promise.resolve(before?.done).then(() => analyse(controller.signal, now.revision)),
    };
    running = now;
    return now.done.finally(() => {
      if (running === now) running = undefined;
    });
  }

  function schedule(after: number): void {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void start(), after);
  }

  const session: ProjectSession = {
    projectDir,
    changed() {
      revision += 1;
      running?.controller.abort();
      schedule(delay);
    },
    async settled(signal) {
      const cancelled = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      while (analysed < revision && !signal.aborted && !isClosed) await Promise.race([start(), cancelled]);
    },
    project: () => good?.project,
    analysis: () => last && { analysis: last.analysis, options: { ...options, unsaved: last.texts, memory } },
    readText: (file) => last?.texts.get(file) ?? last?.analysis.project?.opened.project.texts[file],
    lastReadings: (file) => readings.get(file) ?? [],
    diagnostics() {
      if (!last) return [];
      const { analysis } = last;
      if (analysis.project || !good) return analysis.diagnostics;
      // While the project cannot be loaded, what was said of files that did not change since still holds as far as anybody knows.
      const { texts } = good.project.opened.project;
      const now = options.unsaved();
      const same = ({ place }: Diagnostic) => place !== undefined && (now.get(place.file) ?? texts[place.file]) === texts[place.file]; // prettier-ignore
      const told = new Set(analysis.diagnostics.map(({ place }) => place?.file));
      const kept = good.diagnostics.filter((one) => same(one) && !told.has(one.place?.file));
      return [...analysis.diagnostics, ...kept];
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      running?.controller.abort();
    },
  };
  schedule(0);
  return session;
}
