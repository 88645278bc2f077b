import { nearest } from '../diagnostics/suggest.ts';
import type { Place } from '../diagnostics/source.ts';
import { commandSpecs, parentCommands } from './commands.ts';

/** The command line is wrong: thrown before a command begins, printed by `runCli`, exit code 2. */
export class UsageError extends Error {
  readonly hint: string | undefined;
  readonly place: Place | undefined;

  constructor(message: string, details: { hint?: string | undefined; place?: Place } = {}) {
    super(message);
    this.name = 'UsageError';
    this.hint = details.hint;
    this.place = details.place;
  }
}

/** Prints a mistake in the command line in the form of a diagnostic. */
export function printUsageError(error: UsageError): string {
  const lines = [`error: ${error.message}`];
  if (error.place) {
    const { file, line, column, frame } = error.place;
    lines.push(`  ${file}:${line}:${column}`, ...frame.map((text) => `  ${text}`));
  }
  if (error.hint) lines.push(`  hint: ${error.hint}`);
  return lines.join('\n');
}

/** Makes a mistake that commander found into ours: a sentence, names in double quotes, the nearest names as hint. */
export function fromCommander(message: string, argv: readonly string[]): UsageError {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n');
  const suggestion = rest.join(' ').replace(/^\(|\)$/g, '');
  const text = first.replace(/'([^']*)'/g, '"$1"').replace(/([^.])$/, '$1.');
  return new UsageError(capitalised(text), { hint: hintFor(first, suggestion, argv) });
}

function hintFor(message: string, suggestion: string, argv: readonly string[]): string | undefined {
  const unknown = /^unknown command '([^']*)'/.exec(message)?.[1];
  if (unknown !== undefined) return nearestCommands(unknown, argv) ?? 'Run "lakemodel --help" to see all commands.';
  if (message.startsWith('too many arguments') && takesSelection(argv)) {
    return 'Name nodes with --select, e.g. --select my_model.';
  }
  if (suggestion !== '') return suggestion.replace(/(--?[\w-]+)(?=[,?]| or )/g, '"$1"');
  const help = ['lakemodel', commandIn(argv), '--help'].filter(Boolean).join(' ');
  return `Run "${help}" to see what it takes.`;
}

/** Among the commands of the same parent (`source …`), where the unknown word stands behind one. */
function nearestCommands(unknown: string, argv: readonly string[]): string | undefined {
  const word = argv[argv.indexOf(unknown) - 1];
  const before = parentCommands.find(({ alias }) => alias !== undefined && alias === word)?.name ?? word;
  const siblings = commandSpecs.filter((spec) => spec.name.startsWith(`${before} `));
  const prefix = siblings.length > 0 ? `${before} ` : '';
  const names = siblings.length > 0 ? siblings.map((spec) => spec.name.slice(prefix.length)) : topLevelNames();
  const found = nearest(unknown, names).map((name) => `"lakemodel ${prefix}${name}"`);
  return found.length === 0 ? undefined : `Did you mean ${found.join(' or ')}?`;
}

function topLevelNames(): readonly string[] {
  return commandSpecs.flatMap((spec) => (spec.alias === undefined ? [spec.name] : [spec.name, spec.alias]));
}

function takesSelection(argv: readonly string[]): boolean {
  const name = commandIn(argv);
  return commandSpecs.some((spec) => spec.name === name && spec.flags.some((flag) => flag.flags.includes('--select')));
}

/** The command that a command line names, as far as its words are known. */
function commandIn(argv: readonly string[]): string | undefined {
  const words = argv.filter((word) => !word.startsWith('-'));
  const names = commandSpecs.map((spec) => spec.name);
  return names.find((name) => name === `${words[0]} ${words[1]}`) ?? names.find((name) => name === words[0]);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
