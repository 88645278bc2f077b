import { quoteString } from '../quote.ts';
import type { Call } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';

const SPECIFIER = /%(?:(\d+)\$)?([-,0+ (#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

interface Piece {
  /** Index of the argument; undefined for text. */
  readonly index?: number;
  readonly text: string;
  readonly flags: string;
  readonly width: string;
  readonly precision: string;
  readonly conversion: string;
}

/** Trino's format() with a literal format in Java's syntax, as DuckDB's format() in C++'s. */
export function emitFormat(call: Call, emitter: Emitter): string {
  const [format, ...values] = call.args;
  const pieces = format?.kind === 'literal' && format.type === 'string' ? piecesOf(format.value) : undefined;
  if (!pieces)
    return emitter.refuseFunction('format', 'only a literal format of texts and numbers can be read', call.at);
  const used: string[] = [];
  let text = '';
  for (const piece of pieces) {
    if (piece.index === undefined) {
      text += piece.text.replaceAll('{', '{{').replaceAll('}', '}}');
      continue;
    }
    const value = values[piece.index];
    const specification = specificationOf(piece);
    if (!value || specification === undefined)
      return emitter.refuseFunction('format', `"${piece.text}" cannot be read here`, call.at);
    text += `{${specification && `:${specification}`}}`;
    const argument = argumentOf(piece, emitter.text(value), emitter);
    used.push(piece.conversion === 's' && piece.width !== '' ? emitter.macro('t_wide_format', argument) : argument);
  }
  return `format(${[quoteString(text), ...used].join(', ')})`;
}

// Java rounds the decimal digits of a double half up.
function argumentOf({ conversion, precision }: Piece, value: string, emitter: Emitter): string {
  switch (conversion) {
    case 'd':
      return emitter.macro('t_format_integer', value);
    case 'f':
      return `CAST(${emitter.macro('t_format_decimal', value)} AS DECIMAL(38,${precision || '6'}))`;
    default:
      return emitter.macro('t_format_text', value);
  }
}

function specificationOf({ flags, width, precision, conversion }: Piece): string | undefined {
  if (conversion === 's') {
    if (/[^-]/.test(flags) || precision !== '') return undefined;
    return width === '' ? '' : `${flags.includes('-') ? '<' : '>'}${width}`;
  }
  if (/[(# ]/.test(flags) || flags.includes('-')) return undefined;
  const sign = flags.includes('+') ? '+' : '';
  const zero = flags.includes('0') ? '0' : '';
  const comma = flags.includes(',') ? ',' : '';
  if (comma !== '' && (zero !== '' || conversion === 'f')) return undefined;
  if (conversion === 'd' && precision === '') return `${sign}${zero}${width}${comma || 'd'}`;
  const bare = sign === '' && zero === '' && comma === '' && width === '';
  return conversion === 'f' && bare && Number(precision || '6') < 19 ? '' : undefined;
}

function piecesOf(format: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let last = 0;
  let next = 0;
  for (const match of format.matchAll(SPECIFIER)) {
    const [text, position, flags = '', width = '', precision = '', conversion = ''] = match;
    pieces.push(plain(format.slice(last, match.index)));
    last = match.index + text.length;
    if (conversion === '%') pieces.push(plain('%'));
    else if (conversion === 'n') pieces.push(plain('\n'));
    else pieces.push({ index: position ? Number(position) - 1 : next++, text, flags, width, precision, conversion });
  }
  pieces.push(plain(format.slice(last)));
  return pieces.some((piece) => piece.index === undefined && piece.text !== '%' && piece.text.includes('%'))
    ? undefined
    : pieces;
}

function plain(text: string): Piece {
  return { text, flags: '', width: '', precision: '', conversion: '' };
}
