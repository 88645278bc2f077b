import { quoteString } from '../quote.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { documented, type FunctionForm, type FunctionNotes } from './define.ts';
import { rewrite } from './forms.ts';

/** Regular expressions: Java's in Trino, RE2's in DuckDB. What only one of them knows is refused. */
export const REGEXP_FUNCTIONS = documented('regexp', {
  regexp_count: withPattern('How many matches there are, empty ones too.', (x, p) => `t_regexp_count(${x}, ${p})`),
  regexp_extract: withPattern('The first match, or its group of this number; NULL where there is none.', (x, p, n) => `t_regexp_extract(${x}, ${p}, ${n ?? '0'})`), // prettier-ignore
  regexp_extract_all: withPattern('All matches, or their groups of this number.', (x, p, n) => `regexp_extract_all(${x}, ${p}, ${n ?? '0'})`), // prettier-ignore
  regexp_like: rewrite('Whether the pattern matches somewhere: `^` and `$` bind it to the ends.', emitLike),
  regexp_position: withPattern('Where the first match begins, from 1; -1 where there is none.', (x, p) => `t_regexp_position(${x}, ${p})`, { local: [2, 2] }), // prettier-ignore
  regexp_replace: rewrite('All matches replaced: by nothing, by a text with `$1` and `${name}` for groups, or by what a lambda makes of the groups.', emitReplace), // prettier-ignore
  regexp_split: rewrite('The texts between the matches, those at the ends too.', emitSplit),
});

const matches = withPattern('', (x, p) => `regexp_matches(${x}, ${p})`);
const split = withPattern('', (x, p) => `t_regexp_split(${x}, ${p})`);

function emitLike(call: Call, emitter: Emitter): string {
  const [value, pattern] = call.args as [Expression, Expression];
  if (isBeyondRe2(pattern)) return `js_regexp_like(${emitter.text(value)}, ${emitter.text(pattern)})`;
  return matches.emit(call, emitter);
}

function emitSplit(call: Call, emitter: Emitter): string {
  const pattern = call.args[1] as Expression;
  if (pattern.kind === 'literal' && pattern.value.startsWith('^')) return emitter.refuse('regexp_split() by what stands at the start', pattern.at); // prettier-ignore
  return split.emit(call, emitter);
}

// Look-around and back-references, which JavaScript reads as Java does.
function isBeyondRe2(pattern: Expression): boolean {
  if (pattern.kind !== 'literal' || pattern.type !== 'string') return false;
  const { value } = pattern;
  return /\(\?(?:=|!|<=|<!)|\\[1-9]/.test(value) && !/\(\?>|\(\?[a-z]|[*+?}]\+|\\[GZhHRXvVpP]|&&|\[\[:|\$/.test(value);
}

function withPattern(means: string, write: (...args: string[]) => string, notes?: FunctionNotes): FunctionForm {
  const emit: FunctionForm['emit'] = ({ args }, emitter) => {
    const [value, pattern, ...rest] = args as [Expression, Expression, ...Expression[]];
    return write(
      valueText(value, pattern, emitter),
      patternText(pattern, emitter),
      ...rest.map((arg) => emitter.plain(arg)),
    );
  };
  return rewrite(means, emit, notes);
}

/**
 * Trino's regular expressions are Java's (read by Joni), DuckDB's are RE2's. What RE2 does not know fails there; what both know and read
 * differently is refused here. Only a literal pattern can be looked at.
 */
function patternText(pattern: Expression, emitter: Emitter): string {
  if (pattern.kind !== 'literal' || pattern.type !== 'string') return emitter.text(pattern);
  const { value } = pattern;
  const strange = [/\(\?(?:=|!|<=|<!|>)/, /\\[1-9]/, /[*+?}]\+/, /\\[GZhHRXvV]/, /&&/, /\[\[:/, /\\[pP]\{(?:Is|In|java)/].some((part) => part.test(value)); // prettier-ignore
  if (strange) {
    return emitter.refuse(
      'A regular expression with look-around, back-references or possessive quantifiers',
      pattern.at,
    );
  }
  return quoteString(value.replace(/\(\?<([A-Za-z])/g, '(?P<$1'));
}

// Java's $ is also before a newline at the end; RE2's is not.
function valueText(value: Expression, pattern: Expression, emitter: Emitter): string {
  const plain = pattern.kind === 'literal' && !pattern.value.replace(/\\.|\[[^\]]*\]/gs, '').includes('$');
  return plain ? emitter.text(value) : emitter.macro('t_no_newline', emitter.text(value));
}

function emitReplace({ args, at }: Call, emitter: Emitter): string {
  const [value, pattern, replacement] = args as [Expression, Expression, Expression?];
  const [text, regexp] = [valueText(value, pattern, emitter), patternText(pattern, emitter)];
  if (!replacement) return `regexp_replace(${text}, ${regexp}, '', 'g')`;
  if (replacement.kind === 'lambda') return emitLambda({ text, regexp, pattern }, replacement, emitter);
  if (replacement.kind !== 'literal' || replacement.type !== 'string') {
    return emitter.refuseFunction('regexp_replace', 'only a literal replacement can be read', at);
  }
  const rewritten = replacementText(replacement.value, namesOf(pattern));
  if (rewritten === undefined) return emitter.refuse(`The replacement '${replacement.value}'`, at);
  return `regexp_replace(${text}, ${regexp}, ${quoteString(rewritten)}, 'g')`;
}

function namesOf(pattern: Expression): readonly string[] {
  if (pattern.kind !== 'literal') return [];
  return [...pattern.value.matchAll(/(?<!\\)\((?!\?)|\(\?<([A-Za-z]\w*)>/g)].map(([, name]) => name ?? '');
}

// `$1` and `${name}` become `\1`; a backslash makes the next character plain.
function replacementText(text: string, names: readonly string[]): string | undefined {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const rest = text.slice(index);
    const [whole, digits, name] = /^\$(?:(\d)|\{(\w+)\})/.exec(rest) ?? [];
    if (whole !== undefined) {
      const group = digits ?? String(names.indexOf(name as string) + 1);
      if (Number(group) > names.length) return undefined;
      if (group === '0' && digits === undefined) return undefined;
      result += `\\${group}`;
      index += whole.length - 1;
    } else if (rest.startsWith('$')) {
      return undefined;
    } else if (rest.startsWith('\\')) {
      index += 1;
      if (index >= text.length) return undefined;
      result += text[index] === '\\' ? '\\\\' : text[index];
    } else {
      result += text[index];
    }
  }
  return result;
}

interface Replaced {
  readonly text: string;
  readonly regexp: string;
  readonly pattern: Expression;
}

// Each match's groups are a list: the lambda's x[1] is the first group.
function emitLambda(
  { text, regexp, pattern }: Replaced,
  lambda: Extract<Expression, { kind: 'lambda' }>,
  emitter: Emitter,
): string {
  const index = emitter.fresh('i');
  const groups = namesOf(pattern).map((_, group) => `regexp_extract_all(${text}, ${regexp}, ${group + 1})[${index}]`);
  const body = emitter.lambda({ [lambda.parameters[0] as string]: `[${groups.join(', ')}]` }).text(lambda.body);
  const matches = `range(1, len(regexp_extract_all(${text}, ${regexp})) + 1)`;
  return `t_interleave(regexp_split_to_array(${text}, ${regexp}), list_transform(${matches}, lambda ${index}: ${body}))`;
}
