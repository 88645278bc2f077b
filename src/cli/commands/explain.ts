import { catalogue } from '../../diagnostics/catalogue/index.ts';
import { didYouMean, type CatalogueEntry } from '../../diagnostics/index.ts';
import { renderTable } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import type { Action, Context } from './context.ts';

type Entry = Pick<CatalogueEntry<never>, 'severity' | 'explain'>;

/** `explain [code]`: what a diagnostic's code means; without one, all codes. */
export const explain: Action = async (context) => {
  const entries: Readonly<Record<string, Entry>> = catalogue;
  const [given] = context.call.args;
  if (given === undefined) {
    listCodes(context, entries);
    return 0;
  }
  const code = codeIn(given);
  const entry = Object.hasOwn(entries, code) ? entries[code] : undefined;
  if (!entry) {
    throw new UsageError(`There is no diagnostic with the code "${code}".`, {
      hint: didYouMean(code, Object.keys(entries)) ?? 'Run "lakemodel explain" to list all codes.',
    });
  }
  const { colours } = context.terminal;
  context.terminal.result(`${colours.bold(code)} (${entry.severity})\n\n${entry.explain.trim()}`);
  return 0;
};

function listCodes({ terminal }: Context, entries: Readonly<Record<string, Entry>>): void {
  const rows = Object.entries(entries)
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([code, entry]) => [code, entry.severity, firstSentence(entry.explain)]);
  const columns = [{ title: 'code', whole: true }, { title: 'severity', whole: true }, { title: 'meaning' }];
  terminal.result(renderTable(columns, rows, { width: terminal.width }));
}

function firstSentence(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/);
  const line = paragraph.replace(/\s+/g, ' ');
  return /^.*?\.(?=\s|$)/.exec(line)?.[0] ?? line;
}

// Copied with what stands around it: `error[ref-unknown]`.
function codeIn(given: string): string {
  return /\[([\w-]+)\]/.exec(given)?.[1] ?? given.trim().toLowerCase();
}
