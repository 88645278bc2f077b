import {
  diagnose,
  MAX_DIAGNOSTICS,
  offsetOf,
  placeIn,
  wholeFile,
  type Code,
  type Diagnostic,
  type Params,
  type Place,
  type Severity,
  type Span,
} from '../diagnostics/index.ts';

export interface ProblemDetails {
  readonly hint?: string | undefined;
  readonly related?: readonly { readonly message: string; readonly at: Span }[];
  readonly severity?: Severity;
}

/** Collects what is wrong with a project, cheaply; frames are drawn at the end and only for what is shown. */
export interface Problems {
  /** `at`: the place, or a file as a whole. */
  report<C extends Code>(code: C, params: Params<C>, at: Span | string | undefined, details?: ProblemDetails): void;
  /** Takes over what another room found. */
  add(diagnostics: readonly Diagnostic[]): void;
  /** Sorted by file and place; at most 100, errors before warnings, then a count. */
  toDiagnostics(): Diagnostic[];
}

interface Entry {
  readonly file: string;
  readonly start: number;
  readonly severity: Severity;
  readonly diagnostic: () => Diagnostic;
}

/** `textOf` gives the text of a file that a span points into. */
export function createProblems(textOf: (file: string) => string | undefined): Problems {
  const entries: Entry[] = [];
  // What a tree of project.yml says wrongly is found at every node under it, and told once.
  const told = new Set<string>();
  const place = (at: Span | string): Place => {
    const text = typeof at === 'string' ? undefined : textOf(at.file);
    if (typeof at === 'string') return wholeFile(at);
    return text === undefined ? wholeFile(at.file) : placeIn({ file: at.file, text }, at.start, at.end);
  };
  return {
    report(code, params, at, details = {}) {
      const make = () =>
        diagnose(code, params, {
          ...(at !== undefined && { at: place(at) }),
          ...(details.hint !== undefined && { hint: details.hint }),
          ...(details.severity && { severity: details.severity }),
          related: (details.related ?? []).map((one) => ({ message: one.message, place: place(one.at) })),
        });
      const file = typeof at === 'object' ? at.file : (at ?? '');
      const key = JSON.stringify([code, at, params]);
      if (told.has(key)) return;
      told.add(key);
      const severity = details.severity ?? diagnose(code, params).severity;
      entries.push({ file, start: typeof at === 'object' ? at.start : 0, severity, diagnostic: make });
    },
    add(diagnostics) {
      for (const diagnostic of diagnostics) entries.push(entryOf(diagnostic, textOf));
    },
    toDiagnostics: () => present(entries),
  };
}

function entryOf(diagnostic: Diagnostic, textOf: (file: string) => string | undefined): Entry {
  const { place, severity } = diagnostic;
  const text = place && textOf(place.file);
  if (!place || text === undefined)
    return { file: place?.file ?? '', start: 0, severity, diagnostic: () => diagnostic };
  const start = offsetOf(text, place.line, place.column);
  const end = offsetOf(text, place.endLine, place.endColumn);
  // A template inside YAML was rendered as a text of its own: its frame shows the file again.
  const framed = () => ({ ...diagnostic, place: placeIn({ file: place.file, text }, start, end) });
  return { file: place.file, start, severity, diagnostic: place.frame.length > 0 ? framed : () => diagnostic };
}

function present(entries: readonly Entry[]): Diagnostic[] {
  const byPlace = (a: Entry, b: Entry) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start);
  const bySeverity = (a: Entry, b: Entry) => Number(a.severity !== 'error') - Number(b.severity !== 'error');
  const shown = [...entries]
    .sort((a, b) => bySeverity(a, b) || byPlace(a, b))
    .slice(0, MAX_DIAGNOSTICS)
    .sort(byPlace);
  const diagnostics = shown.map((entry) => entry.diagnostic());
  const more = entries.length - shown.length;
  if (more === 0) return diagnostics;
  const severity = entries.some((entry) => entry.severity === 'error') ? 'error' : 'warning';
  return [...diagnostics, diagnose('too-many-problems', { more }, { severity })];
}
