import { isNullText } from '../emit/emit-expression.ts';
import { shapeOf } from '../emit/shape.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { macro, refused, rewrite, same, template, type FunctionTable } from './define.ts';
import { emitFormat } from './format.ts';

export const STRING_FUNCTIONS: FunctionTable = {
  chr: template(1, (n) => `chr(CAST(${n} AS INTEGER))`),
  codepoint: macro('t_codepoint', 1),
  concat: rewrite([2, 99], emitConcat),
  concat_ws: rewrite([2, 99], emitConcatWs),
  format: rewrite([2, 99], emitFormat),
  hamming_distance: template(2, (x, y) => `hamming(t_ascii(${x}), t_ascii(${y}))`),
  length: rewrite(1, emitLength),
  levenshtein_distance: template(2, (x, y) => `levenshtein(t_ascii(${x}), t_ascii(${y}))`),
  lower: same('lower', 1),
  lpad: macro('t_lpad', 3),
  ltrim: rewrite([1, 2], (call, emitter) => emitTrim({ ...call, options: { position: 'Leading' } }, emitter)),
  luhn_check: same('js_luhn_check', 1),
  normalize: rewrite([1, 2], emitNormalize),
  position: same('strpos', 2),
  replace: template([2, 3], (x, y, z) => `t_replace(${x}, ${y}, ${z ?? "''"})`),
  reverse: rewrite(1, ({ args }, emitter) => {
    const value = args[0] as Expression;
    return shapeOf(value, emitter) === 'array'
      ? `list_reverse(${emitter.text(value)})`
      : emitter.macro('t_reverse', emitter.text(value));
  }),
  rpad: macro('t_rpad', 3),
  rtrim: rewrite([1, 2], (call, emitter) => emitTrim({ ...call, options: { position: 'Trailing' } }, emitter)),
  soundex: same('js_soundex', 1),
  split: rewrite([2, 3], ({ args }, emitter) => emitter.macro(args.length === 2 ? 't_split' : 't_split3', ...args.map((arg) => emitter.text(arg)))), // prettier-ignore
  split_part: macro('t_split_part', 3),
  starts_with: same('starts_with', 2),
  strpos: rewrite([2, 3], ({ args }, emitter) => {
    const texts = args.map((arg) => emitter.text(arg));
    return args.length === 2 ? `strpos(${texts.join(', ')})` : emitter.macro('t_strpos3', ...texts);
  }),
  substr: rewrite([2, 3], emitSubstring),
  substring: rewrite([2, 3], emitSubstring),
  translate: same('translate', 3),
  trim: rewrite([1, 2], emitTrim),
  upper: macro('t_upper', 1),
  word_stem: refused('DuckDB has no stemmer of these languages'),
};

// A char is filled up with blanks, which count.
function emitLength({ args }: Call, emitter: Emitter): string {
  const value = args[0] as Expression;
  const [, size] = (value.kind === 'cast' && !value.safe && /^char\((\d+)\)$/.exec(value.type)) || [];
  if (value.kind === 'cast' && size !== undefined)
    return `length(${emitter.macro('t_to_char', emitter.text(value.operand), size)})`;
  return emitter.macro('t_length', emitter.text(value));
}

function emitSubstring({ name, args, at }: Call, emitter: Emitter): string {
  if (args[0]?.kind === 'literal' && args[0].type === 'null')
    return emitter.refuse(`"${name}" of a bare NULL, which may be a text or bytes,`, at);
  const texts = args.map((arg, index) => (index === 0 ? emitter.text(arg) : emitter.plain(arg)));
  return emitter.macro(args.length === 2 ? 't_substr2' : 't_substr3', ...texts);
}

const TRIM = { Both: 'trim', Leading: 'ltrim', Trailing: 'rtrim' } as const;

// Without characters, Trino trims whatever Unicode calls whitespace; DuckDB blanks alone.
function emitTrim({ args, options }: Call, emitter: Emitter): string {
  const name = TRIM[(options['position'] ?? 'Both') as keyof typeof TRIM];
  const texts = args.map((arg) => emitter.text(arg));
  return texts.length === 1 ? `t_${name}(${texts[0] as string})` : `${name}(${texts.join(', ')})`;
}

function emitConcat({ args, at }: Call, emitter: Emitter): string {
  if (args.every((arg) => emitter.typeOf(arg))) return emitTypedConcat(args, emitter);
  if (args.some((arg) => arg.kind === 'literal' && arg.type === 'null')) {
    return emitter.refuse('concat() with a bare NULL, which is an array in Trino,', at, 'Write CAST(NULL AS varchar).');
  }
  if (args.some(isNullText)) return 'CAST(NULL AS VARCHAR)';
  return `(${args.map((arg) => emitter.operand(arg)).join(' || ')})`;
}

// DuckDB forgets its type in a concatenation.
const NULL_TEXT = 'CAST(NULL AS VARCHAR)';

// Elements among arrays are arrays of one.
function emitTypedConcat(args: readonly Expression[], emitter: Emitter): string {
  const types = args.map((arg) => emitter.typeOf(arg)?.kind);
  if (!types.includes('array') && args.some((arg) => emitter.text(arg) === NULL_TEXT)) return NULL_TEXT;
  if (!types.includes('array')) return `(${args.map((arg) => emitter.operand(arg)).join(' || ')})`;
  const texts = args.map((arg, index) => (types[index] === 'array' ? emitter.text(arg) : `[${emitter.text(arg)}]`));
  return texts.reduce((all, text) => emitter.macro('t_array_concat', all, text));
}

// DuckDB's concat_ws takes and prints whatever it is given.
function emitConcatWs({ args }: Call, emitter: Emitter): string {
  const [separator, ...values] = args as [Expression, ...Expression[]];
  const text = emitter.text(separator);
  if (values.length === 1 && shapeOf(values[0] as Expression, emitter) === 'array') {
    return `t_array_join(${emitter.text(values[0] as Expression)}, ${text})`;
  }
  return `concat_ws(${[text, ...values.map((value) => emitter.macro('t_text', emitter.text(value)))].join(', ')})`;
}

function emitNormalize({ args, at }: Call, emitter: Emitter): string {
  const [value, form] = args as [Expression, Expression?];
  const name = form?.kind === 'literal' ? form.value : 'NFC';
  if (!['NFC', 'NFD', 'NFKC', 'NFKD'].includes(name)) return emitter.refuse(`normalize() to "${name}"`, at);
  return name === 'NFC' ? `nfc_normalize(${emitter.text(value)})` : `js_normalize(${emitter.text(value)}, '${name}')`;
}
