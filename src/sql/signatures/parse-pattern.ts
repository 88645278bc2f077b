import { isSimpleKind, type RowField, type TrinoType } from '../types/trino-type.ts';
import { sizedType } from './sized-type.ts';
import type { PatternField, TypePattern } from './signature.ts';
import type { SignatureReader } from './signature-reader.ts';

const TYPE_VARIABLE = /^[A-Z][A-Z0-9]*$/;

/** Reads a type of a signature. What has no variable in it becomes a type at once. */
export function parsePattern(reader: SignatureReader): TypePattern {
  const word = reader.take();
  if (TYPE_VARIABLE.test(word)) return { kind: 'variable', name: word };
  switch (word) {
    case 'varchar':
    case 'char':
    case 'decimal':
    case 'time':
    case 'timestamp':
      return readSized(reader, word);
    case 'interval':
      return readInterval(reader);
    case 'array':
    case 'map':
    case 'row':
    case 'function':
      reader.expect('(');
      return readNested(reader, word);
    default:
      if (isSimpleKind(word)) return concrete({ kind: word });
      return readOpaque(reader, word);
  }
}

function concrete(type: TrinoType): TypePattern {
  return { kind: 'concrete', type };
}

function readInterval(reader: SignatureReader): TypePattern {
  if (reader.accept('year', 'to', 'month')) return concrete({ kind: 'interval year to month' });
  for (const word of ['day', 'to', 'second']) reader.expect(word);
  return concrete({ kind: 'interval day to second' });
}

function readSized(reader: SignatureReader, word: string): TypePattern {
  if (!reader.accept('(')) return concrete(sizedType(word, []));
  const sizes = reader.list(() => reader.take()).map((size) => (/^\d+$/.test(size) ? Number(size) : size));
  const base = reader.accept('with', 'time', 'zone') ? `${word} with time zone` : word;
  const numbers = sizes.filter((size) => typeof size === 'number');
  return numbers.length === sizes.length ? concrete(sizedType(base, numbers)) : { kind: 'sized', base, sizes };
}

function readNested(reader: SignatureReader, word: 'array' | 'map' | 'row' | 'function'): TypePattern {
  if (word === 'row') return rowPattern(reader.list(() => readField(reader)));
  const parts = reader.list(() => parsePattern(reader));
  const last = parts.at(-1) as TypePattern;
  if (word === 'function') return { kind: 'function', parameters: parts.slice(0, -1), result: last };
  const first = parts[0] as TypePattern;
  if (word === 'array') {
    return first.kind === 'concrete'
      ? concrete({ kind: 'array', element: first.type })
      : { kind: 'array', element: first };
  }
  return first.kind === 'concrete' && last.kind === 'concrete'
    ? concrete({ kind: 'map', key: first.type, value: last.type })
    : { kind: 'map', key: first, value: last };
}

function readField(reader: SignatureReader): PatternField {
  const token = reader.peek() ?? '';
  if (!token.startsWith('"')) return { pattern: parsePattern(reader) };
  reader.take();
  return { name: token.slice(1, -1), pattern: parsePattern(reader) };
}

function rowPattern(fields: readonly PatternField[]): TypePattern {
  const types: RowField[] = [];
  for (const { name, pattern } of fields) {
    if (pattern.kind !== 'concrete') return { kind: 'row', fields };
    types.push(name === undefined ? { type: pattern.type } : { name, type: pattern.type });
  }
  return concrete({ kind: 'row', fields: types });
}

function readOpaque(reader: SignatureReader, name: string): TypePattern {
  if (!reader.accept('(')) return concrete({ kind: 'opaque', name });
  const parameters = reader.list(() => parsePattern(reader));
  const types = parameters.flatMap((pattern) => (pattern.kind === 'concrete' ? [pattern.type] : []));
  const isConcrete = types.length === parameters.length;
  return isConcrete ? concrete({ kind: 'opaque', name, parameters: types }) : { kind: 'opaque', name, parameters };
}

/** The variables that stand in a pattern, for types and for numbers. */
export function variablesOf(pattern: TypePattern): { readonly types: string[]; readonly numbers: string[] } {
  const found = { types: [] as string[], numbers: [] as string[] };
  collect(pattern, found);
  return found;
}

function collect(pattern: TypePattern, found: { types: string[]; numbers: string[] }): void {
  switch (pattern.kind) {
    case 'concrete':
      return;
    case 'variable':
      found.types.push(pattern.name);
      return;
    case 'sized':
      for (const size of pattern.sizes) if (typeof size === 'string') found.numbers.push(size);
      return;
    default:
      for (const part of partsOf(pattern)) collect(part, found);
  }
}

function partsOf(pattern: Exclude<TypePattern, { kind: 'concrete' | 'variable' | 'sized' }>): readonly TypePattern[] {
  switch (pattern.kind) {
    case 'array':
      return [pattern.element];
    case 'map':
      return [pattern.key, pattern.value];
    case 'row':
      return pattern.fields.map((field) => field.pattern);
    case 'opaque':
      return pattern.parameters;
    case 'function':
      return [...pattern.parameters, pattern.result];
  }
}
