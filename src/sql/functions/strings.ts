import { isNullText } from '../emit/emit-expression.ts';
import { shapeOf } from '../emit/shape.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { documented, type FunctionForm } from './define.ts';
import { emitFormat } from './format.ts';
import { macro, plainArgument, refused, rewrite, same, template } from './forms.ts';

const STRINGS = documented('string', {
  chr: template('The character of a code point.', (n) => `chr(CAST(${n} AS INTEGER))`),
  codepoint: macro('The code point of a text of one character.', 't_codepoint'),
  concat: rewrite('Texts, bytes or arrays in one, or an array and an element. NULL if any is NULL.', emitConcat, { takes: [2, 127] }), // prettier-ignore
  concat_ws: rewrite('Texts, or those of an array, with a separator between them. NULLs are left out; a separator that is NULL gives NULL.', emitConcatWs, { takes: [2, 127] }), // prettier-ignore
  from_utf8: template('Bytes as text. What is no UTF-8 becomes U+FFFD, or the second argument.', (x) => `js_from_utf8(t_bytes(${x}))`, { local: [1, 1] }), // prettier-ignore
  hamming_distance: template('In how many places texts of equal length differ.', (x, y) => `hamming(t_ascii(${x}), t_ascii(${y}))`), // prettier-ignore
  length: rewrite('The number of characters (code points), of bytes for varbinary; a char is as long as its type.', emitLength), // prettier-ignore
  levenshtein_distance: template('How many characters must be put in, taken out or changed.', (x, y) => `levenshtein(t_ascii(${x}), t_ascii(${y}))`), // prettier-ignore
  lower: same('The text in small letters, a character for each.', 'lower'),
  lpad: padding('Filled up at the left to this length, or cut to it. A negative length or an empty filling is an error.', 't_lpad'), // prettier-ignore
  ltrim: trimming('Without whitespace, or these characters, at the left.', 'Leading'),
  luhn_check: same('Whether digits end with the right check digit; other characters are an error.', 'js_luhn_check'),
  normalize: rewrite('The text in a normal form of Unicode: NFC, NFD, NFKC or NFKD.', emitNormalize, { takes: [1, 2] }),
  replace: template('Every place of the second text in the first, replaced by the third or by nothing.', (x, y, z) => `t_replace(${x}, ${y}, ${z ?? "''"})`), // prettier-ignore
  reverse: rewrite('The characters, bytes or elements the other way round.', emitReverse),
  rpad: padding('Filled up at the right to this length, or cut to it. A negative length or an empty filling is an error.', 't_rpad'), // prettier-ignore
  rtrim: trimming('Without whitespace, or these characters, at the right.', 'Trailing'),
  soundex: same('A letter and three digits for the sound of a word in English.', 'js_soundex'),
  split: rewrite('The texts between the separators, at most so many; the last one has the rest.', emitSplit),
  split_part: macro('The text of this number between the separators, from 1; NULL beyond the last, 0 is an error.', 't_split_part'), // prettier-ignore
  starts_with: same('Whether the first text begins with the second.', 'starts_with'),
  strpos: rewrite('Where the second text begins in the first, from 1, the first or so many-th time; from the end where that is negative. 0 where it does not.', emitStrpos), // prettier-ignore
  substr: rewrite('As `substring`.', emitSubstring, { source: 'functions/string.html#substring' }),
  substring: rewrite('From this character on, from 1, or from -1 at the end; at most so many. Empty where that is outside.', emitSubstring), // prettier-ignore
  to_utf8: template('The bytes of a text in UTF-8.', (x) => `encode(t_text(${x}))`),
  translate: same('Each character of the second text replaced by that at its place in the third, or taken out.', 'translate'), // prettier-ignore
  trim: trimming('Without whitespace, or these characters, at both ends.', 'Both'),
  upper: macro('The text in capitals, a character for each.', 't_upper'),
  word_stem: refused('The stem of a word in English or another language.', 'DuckDB has no stemmer of these languages'),
});

const CONVERSIONS = documented('conversion', {
  format: rewrite("A text with values put in, by Java's format.", emitFormat, { signatures: '(varchar, T?, T?...) -> varchar' }), // prettier-ignore
  format_number: template('A number in three digits with a letter for thousands, millions, …: `1.23K`.', (x) => `js_format_number(CAST(${x} AS DOUBLE))`), // prettier-ignore
  parse_data_size: macro('A size in bytes from a text as `2.5MB`, by powers of 1024. Another text is an error.', 't_parse_data_size'), // prettier-ignore
  parse_presto_data_size: macro('As `parse_data_size`.', 't_parse_data_size'),
});

const UUIDS = documented('uuid', { uuid: same('A random UUID (version 4).', 'uuid') });

/** Texts. */
export const STRING_FUNCTIONS = { ...STRINGS, ...CONVERSIONS, ...UUIDS };

function emitReverse({ args }: Call, emitter: Emitter): string {
  const value = args[0] as Expression;
  const text = emitter.text(value);
  if (isBytes(value, emitter)) return emitter.macro('t_reverse_bytes', text);
  return shapeOf(value, emitter) === 'array' ? `list_reverse(${text})` : emitter.macro('t_reverse', text);
}

function emitSplit({ args }: Call, emitter: Emitter): string {
  return emitter.macro(args.length === 2 ? 't_split' : 't_split3', ...args.map((arg) => emitter.text(arg)));
}

function emitStrpos({ args }: Call, emitter: Emitter): string {
  const texts = args.map((arg) => emitter.text(arg));
  return args.length === 2 ? `strpos(${texts.join(', ')})` : emitter.macro('t_strpos3', ...texts);
}

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
  if (isBytes(args[0] as Expression, emitter))
    return emitter.macro(args.length === 2 ? 't_bytes_from' : 't_bytes_part', ...texts);
  return emitter.macro(args.length === 2 ? 't_substr2' : 't_substr3', ...texts);
}

// Bytes are filled up as their hexadecimal digits.
function padding(means: string, name: `t_${string}`): FunctionForm {
  return rewrite(means, ({ args }, emitter) => {
    const [value, size, filling] = args as [Expression, Expression, Expression];
    const [text, length, other] = [emitter.text(value), plainArgument(size, emitter), emitter.text(filling)];
    if (!isBytes(value, emitter)) return emitter.macro(name, text, length, other);
    return `unhex(${emitter.macro(name, `hex(${text})`, `2 * (${length})`, `hex(${other})`)})`;
  });
}

function isBytes(value: Expression, emitter: Emitter): boolean {
  return emitter.typeOf(value)?.kind === 'varbinary';
}

function trimming(means: string, position: keyof typeof TRIM): FunctionForm {
  return rewrite(means, (call, emitter) => emitTrim({ ...call, options: { position, ...call.options } }, emitter));
}

const TRIM = { Both: 'trim', Leading: 'ltrim', Trailing: 'rtrim' } as const;

// Without characters, Trino trims whatever Unicode calls whitespace; DuckDB blanks alone.
function emitTrim({ args, options }: Call, emitter: Emitter): string {
  const name = TRIM[(options['position'] ?? 'Both') as keyof typeof TRIM];
  const texts = args.map((arg) => withoutFilling(arg, emitter));
  return texts.length === 1 ? `t_${name}(${texts[0] as string})` : `${name}(${texts.join(', ')})`;
}

// A char is filled up with blanks, which are none of its own.
function withoutFilling(arg: Expression, emitter: Emitter): string {
  const text = emitter.text(arg);
  return emitter.typeOf(arg)?.kind === 'char' ? `rtrim(${text}, ' ')` : text;
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
