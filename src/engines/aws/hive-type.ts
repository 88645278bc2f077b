import { formatTrinoType, parseTrinoType, type RowField, type TrinoType } from '../../sql/types.ts';

const WORDS: Readonly<Record<string, string>> = {
  int: 'integer',
  float: 'real',
  string: 'varchar',
  binary: 'varbinary',
  long: 'bigint',
};

/**
 * The Trino type of a column that Glue describes in Hive's words: `struct<a:int,b:array<string>>`. `timestampDigits`: 6 for Iceberg tables, 3
 * for files that Hive's readers read. Undefined: Trino has no such type (`uniontype<…>`, `interval`).
 */
export function fromHiveType(text: string, timestampDigits: number): TrinoType | undefined {
  const reader = new HiveTypeReader(text.trim(), timestampDigits);
  const type = reader.type();
  return reader.isAtEnd ? type : undefined;
}

/** The same as canonical text. */
export function hiveTypeText(text: string, timestampDigits: number): string | undefined {
  const type = fromHiveType(text, timestampDigits);
  return type && formatTrinoType(type);
}

class HiveTypeReader {
  private readonly text: string;
  private readonly digits: number;
  private at = 0;

  constructor(text: string, digits: number) {
    this.text = text;
    this.digits = digits;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  type(): TrinoType | undefined {
    const word = this.match(/[a-z_]+(?: with (?:local )?time zone)?/iy).toLowerCase();
    switch (word) {
      case 'array': {
        const [element] = this.inAngles(() => this.type()) ?? [];
        return element && { kind: 'array', element };
      }
      case 'map': {
        const [key, value] = this.inAngles(() => this.type()) ?? [];
        return key && value && { kind: 'map', key, value };
      }
      case 'struct': {
        const fields = this.inAngles(() => this.field());
        return fields?.every((field) => field !== undefined) ? { kind: 'row', fields } : undefined;
      }
      case 'timestamp':
        return parseTrinoType(`timestamp(${this.digits})`);
      case 'timestamp with local time zone':
      case 'timestamptz':
        return parseTrinoType(`timestamp(${this.digits}) with time zone`);
      case '':
        return undefined;
      default:
        return this.simple(word);
    }
  }

  private simple(word: string): TrinoType | undefined {
    const parameters = this.match(/\([\d,\s]*\)/y);
    const type = parseTrinoType(`${WORDS[word] ?? word}${parameters}`);
    return type?.kind === 'opaque' ? undefined : type;
  }

  // Names of fields are not quoted in Hive's text: all up to the colon.
  private field(): RowField | undefined {
    const name = this.match(/[^:<>,]+/y).trim();
    if (name === '' || !this.take(':')) return undefined;
    const type = this.type();
    return type && { name, type };
  }

  private inAngles<T>(item: () => T): readonly T[] | undefined {
    if (!this.take('<')) return undefined;
    const items = [item()];
    while (this.take(',')) items.push(item());
    return this.take('>') ? items : undefined;
  }

  private take(sign: string): boolean {
    this.match(/\s*/y);
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    this.match(/\s*/y);
    return true;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
