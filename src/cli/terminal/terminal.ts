import { printDiagnostics, type Diagnostic } from '../../diagnostics/index.ts';
import type { Flags } from '../flags.ts';
import type { World } from '../world.ts';
import { coloursFor, paintOf, type Colours } from './colours.ts';
import { printableData } from './printable.ts';
import { counted } from './quantities.ts';

const MAX_WARNINGS = 20;

/** Where a command writes: results to stdout, talk to stderr, in the form that the flags ask for. */
export interface Terminal {
  readonly quiet: boolean;
  /** stderr carries JSON objects alone. */
  readonly json: boolean;
  /** Columns for a table on stdout; Infinity where it is no terminal. */
  readonly width: number;
  /** Colours for stdout. */
  readonly colours: Colours;
  /** Colours for stderr. */
  readonly talkColours: Colours;
  /** A result: text of one or more lines. */
  readonly result: (text: string) => void;
  /** Talk: nothing with `--quiet`. */
  readonly say: (text: string) => void;
  /** Talk that is about an error: written with `--quiet` too. */
  readonly complain: (text: string) => void;
  /** One JSON object on a line of stderr. */
  readonly log: (object: object) => void;
  readonly diagnostics: (diagnostics: readonly Diagnostic[]) => void;
}

export function openTerminal(world: World, flags: Flags): Terminal {
  const quiet = flags.quiet ?? false;
  const json = flags.logFormat === 'json';
  const talkColours = coloursFor(world.stderr, world.env, flags.color ?? true);
  const log = (object: object) =>
    void world.stderr.write(`${JSON.stringify({ time: world.now().toISOString(), ...object })}\n`);
  const complain = (text: string) =>
    json ? log({ type: 'text', level: 'error', text }) : void world.stderr.write(`${text}\n`);
  return {
    quiet,
    json,
    width: world.stdout.isTTY ? (world.stdout.columns ?? 80) : Infinity,
    colours: coloursFor(world.stdout, world.env, flags.color ?? true),
    talkColours,
    result: (text) => void world.stdout.write(`${text}\n`),
    say: (text) => {
      if (quiet) return;
      if (json) log({ type: 'text', level: 'info', text });
      else world.stderr.write(`${text}\n`);
    },
    complain,
    log,
    diagnostics: (diagnostics) => {
      const shown = quiet ? diagnostics.filter((diagnostic) => diagnostic.severity === 'error') : diagnostics;
      if (json) for (const diagnostic of shown) log({ type: 'diagnostic', ...diagnostic });
      else if (shown.length > 0) complain(diagnosticsText(shown, talkColours));
    },
  };
}

/** Diagnostics as text, errors last, with every error and the first warnings; the others are counted. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], colours: Colours): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const others = diagnostics.filter((diagnostic) => diagnostic.severity !== 'error');
  const more = others.length - MAX_WARNINGS;
  const blocks = [printed(others.slice(0, MAX_WARNINGS), colours)];
  if (more > 0) blocks.push(`… and ${counted(more, 'more warning')}; --log-format json prints them all.`);
  blocks.push(printed(errors, colours), explainHint(errors));
  return blocks.filter((block) => block !== '').join('\n\n');
}

function printed(diagnostics: readonly Diagnostic[], colours: Colours): string {
  return printDiagnostics(printableData(diagnostics), paintOf(colours));
}

function explainHint(errors: readonly Diagnostic[]): string {
  const codes = [...new Set(errors.map((error) => error.code))];
  if (codes.length === 0) return '';
  return codes.length === 1
    ? `More: lakemodel explain ${codes[0]}`
    : `More: lakemodel explain CODE, with a code in brackets above.`;
}
