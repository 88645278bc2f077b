import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver/node';
import type { Diagnostic, Severity } from '../../diagnostics/index.ts';
import { replacedText, replacementsOf } from '../features/replacements.ts';
import { pathIn, uriOf } from './uris.ts';
import { createPositions } from './text-positions.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** What a diagnostic carries to the request for its code actions. */
export interface DiagnosticData {
  /** Texts to put in its place. */
  readonly replacements: readonly string[];
}

export interface ToDiagnosticsOptions {
  readonly projectDir: string;
  /** Where a problem is shown that has no place, or one in a file that is not there. */
  readonly projectFile: string;
  readonly textOf: (file: string) => string | undefined;
  /** The URI by which the editor knows a file. */
  readonly uriOfFile?: (file: string) => string;
}

/** Diagnostics as the protocol has them, by file. */
export function toDiagnostics(
  diagnostics: readonly Diagnostic[],
  { projectDir, projectFile, textOf, uriOfFile = (file) => uriOf(pathIn(projectDir, file)) }: ToDiagnosticsOptions,
): ReadonlyMap<string, readonly LspDiagnostic[]> {
  const positions = createPositions(textOf);
  const byFile = new Map<string, LspDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { code, severity, message, hint, place, related } = diagnostic;
    const isThere = place !== undefined && textOf(place.file) !== undefined;
    const file = isThere ? place.file : projectFile;
    const elsewhere = place !== undefined && !isThere ? ` (${place.file})` : '';
    const replacements = isThere ? texts(diagnostic, positions.textAt(place)) : [];
    const shown: LspDiagnostic = {
      range: isThere ? positions.placeRange(place) : START,
      severity: SEVERITIES[severity],
      code,
      source: 'lakemodel',
      message: `${message}${elsewhere}${hint === undefined ? '' : `\n${hint}`}`,
      relatedInformation: related
        .filter((one) => textOf(one.place.file) !== undefined)
        .map((one) => ({
          location: { uri: uriOfFile(one.place.file), range: positions.placeRange(one.place) },
          message: one.message,
        })),
      ...(replacements.length > 0 && { data: { replacements } satisfies DiagnosticData }),
    };
    byFile.set(file, [...(byFile.get(file) ?? []), shown]);
  }
  return byFile;
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function texts(diagnostic: Diagnostic, at: string): readonly string[] {
  return replacementsOf(diagnostic).flatMap((name) => replacedText(at, diagnostic.message, name) ?? []);
}
