/** How values of a type are compared, aligned and drawn. */
export type ColumnKind = 'number' | 'time' | 'boolean' | 'text' | 'nested';

const NUMBER = /^(tinyint|smallint|integer|int\d*|bigint|hugeint|u\w*int\w*|real|float\d*|double|decimal|numeric)\b/;
const TIME = /^(date|timestamp|datetime)\b/;
const NESTED = /^(array|map|row|struct|list|json|union)\b|\[\d*\]$/;

/** The kind of a type as an engine names it: `decimal(38,2)`, `timestamp(6) with time zone`, `array(varchar)`. */
export function columnKind(type: string): ColumnKind {
  const name = type.trim().toLowerCase();
  if (NESTED.test(name)) return 'nested';
  if (NUMBER.test(name)) return 'number';
  if (TIME.test(name)) return 'time';
  return name === 'boolean' ? 'boolean' : 'text';
}
