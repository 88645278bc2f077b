import { signaturesIn } from '../../sql/functions/arity.ts';
import type { FunctionEntry } from '../../sql/functions/define.ts';
import { FUNCTIONS } from '../../sql/functions/index.ts';
import type { Completion } from './completion.ts';

/** Where a relation or a new name is written, no function is. */
const NO_FUNCTION = /(?:\b(?:from|join|as|into|table|using\s*\()|[\p{L}\p{N}_]\s*::|[\p{N}.])\s*$/iu;

/** Functions that a word may become: those of which a part begins with its first letter. `before`: the text before it. */
export function functionItems(before: string, word: string): readonly Completion[] {
  const first = word[0]?.toLowerCase();
  if (first === undefined || NO_FUNCTION.test(before.slice(-40))) return [];
  return Object.entries(FUNCTIONS)
    .filter(([name]) => name.startsWith(first) || name.includes(`_${first}`))
    .map(([name, entry]) => {
      const [signature = '', ...others] = calls(name, entry);
      const detail = others.length === 0 ? signature : `${signature} (and ${others.length} more)`;
      return { label: name, kind: 'function', detail, documentation: functionText(entry) };
    });
}

/** A function of Trino by its name in any case. */
export function functionNamed(name: string): FunctionEntry | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(FUNCTIONS, key) ? FUNCTIONS[key] : undefined;
}

/** The ways to call it, `round(double, bigint) -> double`. */
export function calls(name: string, entry: FunctionEntry): readonly string[] {
  return signaturesIn(name.toLowerCase(), entry).map(({ text }) => `${name.toLowerCase()}${text}`);
}

/** What it does, and where that is told at length. Markdown. */
export function functionText({ means, refused, source }: FunctionEntry): string {
  const local = refused === undefined ? [] : [`Cannot be run by the local engine: ${refused}.`];
  return [means, ...local, `[Trino's documentation](${source})`].join('\n\n');
}
