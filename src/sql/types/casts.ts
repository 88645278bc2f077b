import { baseOf } from './coercion.ts';
import type { TrinoType } from './trino-type.ts';

const NUMBERS = 'tinyint smallint integer bigint real double decimal';
const ZONED = 'timestamp with time zone';
const MOMENTS = `time|time with time zone|timestamp|${ZONED}`;

// From each base to which ones: the CAST operators of Trino 476, without those of arrays, maps and rows.
const CASTS: Readonly<Record<string, ReadonlySet<string>>> = {
  ...Object.fromEntries(
    ['boolean', ...NUMBERS.split(' ')].map((base) => [base, words(`boolean ${NUMBERS} varchar json`, ' ')]),
  ),
  varchar: words(
    `boolean|${NUMBERS.replaceAll(' ', '|')}|varchar|char|varbinary|date|${MOMENTS}|json|uuid|ipaddress|` +
      'joniregexp|re2jregexp|jsonpath|codepoints|kdbtree',
    '|',
  ),
  char: words('varchar char joniregexp re2jregexp jsonpath codepoints', ' '),
  varbinary: words('hyperloglog tdigest qdigest setdigest ipaddress uuid', ' '),
  date: words(`date|varchar|json|timestamp|${ZONED}`, '|'),
  time: words(`varchar|${MOMENTS}`, '|'),
  'time with time zone': words(`varchar|${MOMENTS}`, '|'),
  timestamp: words(`varchar|json|date|${MOMENTS}`, '|'),
  [ZONED]: words(`varchar|date|${MOMENTS}`, '|'),
  'interval day to second': words('varchar', '|'),
  'interval year to month': words('varchar', '|'),
  json: words(`boolean ${NUMBERS} varchar`, ' '),
  uuid: words('varchar varbinary', ' '),
  ipaddress: words('varchar varbinary', ' '),
  hyperloglog: words('varbinary p4hyperloglog', ' '),
  p4hyperloglog: words('hyperloglog', ' '),
  qdigest: words('varbinary', ' '),
  tdigest: words('varbinary', ' '),
  setdigest: words('hyperloglog varbinary', ' '),
};

// Their texts go into a varchar without a length alone.
const NEVER_CUT: ReadonlySet<string> = new Set(['uuid', 'ipaddress']);

function words(text: string, separator: string): ReadonlySet<string> {
  return new Set(text.split(separator));
}

/** Whether CAST is there at all from one type to another; that it may still fail on a value (`CAST('a' AS integer)`) is another matter. */
export function canCast(from: TrinoType, to: TrinoType): boolean {
  if (from.kind === 'unknown') return true;
  const isNested = from.kind === 'array' || from.kind === 'map' || from.kind === 'row';
  if (isNested) return canCastNested(from, to);
  if (from.kind === 'json') return canCastJson(to);
  const fromBase = baseOf(from);
  const toBase = baseOf(to);
  if (NEVER_CUT.has(fromBase) && to.kind === 'varchar') return to.length === undefined;
  return fromBase === toBase || (CASTS[fromBase]?.has(toBase) ?? false);
}

function canCastNested(from: Extract<TrinoType, { kind: 'array' | 'map' | 'row' }>, to: TrinoType): boolean {
  switch (from.kind) {
    case 'array':
      return to.kind === 'array' ? canCast(from.element, to.element) : to.kind === 'json' && canCast(from.element, to);
    case 'map':
      if (to.kind === 'map') return canCast(from.key, to.key) && canCast(from.value, to.value);
      return to.kind === 'json' && canCast(from.key, { kind: 'varchar' }) && canCast(from.value, to);
    case 'row':
      if (to.kind === 'json') return from.fields.every((field) => canCast(field.type, to));
      return (
        to.kind === 'row' &&
        from.fields.length === to.fields.length &&
        from.fields.every((field, index) => canCast(field.type, (to.fields[index] as (typeof to.fields)[number]).type))
      );
  }
}

function canCastJson(to: TrinoType): boolean {
  switch (to.kind) {
    case 'json':
      return true;
    case 'array':
      return canCastJson(to.element);
    case 'map':
      return canCast({ kind: 'varchar' }, to.key) && canCastJson(to.value);
    case 'row':
      return to.fields.every((field) => canCastJson(field.type));
    default:
      return CASTS['json']?.has(baseOf(to)) ?? false;
  }
}
