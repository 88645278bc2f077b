import { diagnose, didYouMean, placeIn, type Diagnostic, type Related, type Source } from '../../diagnostics/index.ts';
import type { TextRange } from '../tree.ts';
import type { Stop } from './cursor.ts';
import { findForeignSyntax, type ForeignSyntax } from './foreign-syntax.ts';
import type { Token } from './tokenize.ts';

/** Why reading stopped, as one diagnostic. */
export function explainStop(stop: Stop, source: Source, tokens: readonly Token[]): Diagnostic {
  switch (stop.kind) {
    case 'unexpected':
      return explainToken(stop.index, stop.expected, source, tokens);
    case 'unsupported':
      return diagnose('sql-unsupported-locally', { what: stop.what }, { at: placeOf(source, stop.at) });
    case 'not-trino':
      return diagnose('sql-not-trino', { what: stop.what, instead: stop.instead }, { at: placeOf(source, stop.at) });
    case 'wrong-literal':
      return diagnose('sql-literal', { what: stop.what }, { at: placeOf(source, stop.at) });
    case 'too-deep':
      return diagnose('sql-too-deep', undefined, { at: placeOf(source, stop.at) });
  }
}

/** The diagnostic of a syntax that another engine has. */
export function explainForeign({ what, instead, token }: ForeignSyntax, source: Source): Diagnostic {
  return diagnose('sql-not-trino', { what, instead }, { at: placeOf(source, token) });
}

function placeOf(source: Source, { start, end }: TextRange) {
  return placeIn(source, start, end);
}

function explainToken(
  index: number,
  expected: readonly string[],
  source: Source,
  tokens: readonly Token[],
): Diagnostic {
  const token = tokens[index] as Token;
  const foreign = findForeignSyntax(tokens, index);
  if (foreign) return explainForeign(foreign, source);
  if (token.kind === 'unknown') return explainCharacter(token, source);
  const shown = token.kind === 'end' ? tokens[index - 1] : token;
  const params = { token: token.kind === 'end' ? undefined : token.text, expected: listed(expected) };
  const related = unclosed(tokens, index, source);
  const hint = misspelt(tokens, index, expected) ?? forgotten(token, tokens[index - 1], expected);
  return diagnose('sql-syntax', params, { at: placeOf(source, shown ?? token), related, hint });
}

function explainCharacter(token: Token, source: Source): Diagnostic {
  const code = (token.text.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  const visible = /[^\s\p{C}\p{Z}]/u.test(token.text);
  const what = visible ? `"${token.text}"` : `The invisible character U+${code}`;
  const instead = /\p{L}|[$@]/u.test(token.text) ? 'a name with such a character in double quotes' : undefined;
  return diagnose('sql-not-trino', { what, instead }, { at: placeOf(source, token) });
}

function listed(expected: readonly string[]): string | undefined {
  if (expected.length === 0) return undefined;
  const last = expected.at(-1) as string;
  return expected.length === 1 ? last : `${expected.slice(0, -1).join(', ')} or ${last}`;
}

// A parenthesis is told of only where its end is what is missing.
function unclosed(tokens: readonly Token[], failed: number, source: Source): readonly Related[] {
  const open: Token[] = [];
  for (const token of tokens.slice(0, failed)) {
    if (token.key === '(') open.push(token);
    else if (token.key === ')') open.pop();
  }
  const last = open.at(-1);
  const rest = tokens.slice(failed).filter(({ key }) => key === '(' || key === ')');
  const balance = rest.reduce((depth, { key }) => depth + (key === '(' ? 1 : -1), open.length);
  return last && balance > 0 ? [{ message: 'This parenthesis is not closed.', place: placeOf(source, last) }] : [];
}

const CLAUSES = 'select from where group order by having limit offset join on using and or as union with when then else end between distinct values left right inner cross over partition'.split(' '); // prettier-ignore

// The word before may be the wrong one: in `SELECT a FORM t` FORM is a name, and "t" does not fit.
function misspelt(tokens: readonly Token[], index: number, expected: readonly string[]): string | undefined {
  const keywords = [...CLAUSES, ...expected.filter((word) => /^[A-Z_]+$/.test(word)).map((word) => word.toLowerCase())];
  for (const token of [tokens[index], tokens[index - 1]]) {
    if (token?.kind !== 'word' || token.key.length < 2 || keywords.includes(token.key)) continue;
    const swapped = keywords.filter((word) => isSwapped(word, token.key));
    const near = token.key.length > 3 ? keywords : [];
    const hint =
      didYouMean(token.key, swapped.length > 0 ? [] : near) ?? (swapped[0] && `Did you mean "${swapped[0]}"?`);
    if (hint) return hint.replace(/"[^"]+"/g, (word) => word.toUpperCase());
  }
  return undefined;
}

function isSwapped(word: string, written: string): boolean {
  return word.length === written.length && Array.from(word).sort().join('') === Array.from(written).sort().join('');
}

const OPERANDS = new Set(['word', 'quoted', 'string', 'integer', 'decimal', 'double']);

function forgotten(token: Token, before: Token | undefined, expected: readonly string[]): string | undefined {
  const between =
    before !== undefined &&
    (OPERANDS.has(before.kind) || before.key === ')') &&
    OPERANDS.has(token.kind) &&
    (token.kind !== 'word' || token.isName);
  return between && expected.includes('","') ? `Is a comma missing before "${token.text}"?` : undefined;
}
