import type { Source } from '../../diagnostics/index.ts';
import { PlainFlow } from './plain-flow.ts';
import { Bail, plainScalar } from './plain-scalar.ts';
import { firstLineEnd, type Places } from './places.ts';

/** What a block scalar (`|`, `>`) with this header and these lines says; undefined where it is not plain. */
export type ReadBlockScalar = (header: string, indent: number, body: string) => string | undefined;

const KEY = /\+?[A-Za-z_][\w.+-]*(?=:(?:[ \n]|$))/y;
const BLOCK_HEADER = /[|>][-+]?(?= *(?: #[^\n]*)?(?:\n|$))/y;

/**
 * Reads the YAML that properties files are made of (block mappings and lists, plain and quoted values on one line, flow collections on one
 * line, block scalars) twenty times faster than the library, which is most of the time of loading a large project. Whatever is not plain beyond
 * doubt, errors included, gives undefined: the library then decides. A test holds both against each other.
 */
export function readPlainYaml(source: Source, places: Places, readBlockScalar: ReadBlockScalar): unknown {
  if (/[\t\r\u0085\u2028\u2029\uFEFF]|^(?:---|\.\.\.|%)/m.test(source.text)) return undefined;
  const records: [object, Parameters<Places['record']>[1]][] = [];
  try {
    const reader = new PlainReader(
      source,
      (container, place) => void records.push([container, place]),
      readBlockScalar,
    );
    const value = reader.document();
    for (const [container, place] of records) places.record(container, place);
    return value;
  } catch (error) {
    if (error instanceof Bail) return undefined;
    throw error;
  }
}

type Mapping = Record<string, unknown>;

/** Reads one text, line by line; `at` is the first character of the current line's content, `indent` its column. */
class PlainReader {
  private readonly text: string;
  private readonly file: string;
  private readonly record: Places['record'];
  private readonly readBlockScalar: ReadBlockScalar;
  private readonly flow: PlainFlow;
  private at = 0;
  private indent = -1;
  /** Place of the value that was read last. */
  private valueStart = 0;
  private valueEnd = 0;

  constructor({ text, file }: Source, record: Places['record'], readBlockScalar: ReadBlockScalar) {
    this.text = text;
    this.file = file;
    this.record = record;
    this.readBlockScalar = readBlockScalar;
    this.flow = new PlainFlow(text, file, record);
  }

  document(): unknown {
    this.toContent(0);
    if (this.indent < 0) return null;
    if (!this.isItem() && !this.keyAt(this.at)) throw new Bail();
    const value = this.block();
    if (this.indent >= 0) throw new Bail();
    return value;
  }

  /** Goes to the first line with content at or behind an offset that is a line's beginning; indent -1 behind the last one. */
  private toContent(lineStart: number): void {
    const { text } = this;
    for (let start = lineStart; start < text.length;) {
      let at = start;
      while (text.charCodeAt(at) === 32) at += 1;
      const char = text[at];
      if (char !== '\n' && char !== '#' && at < text.length) {
        this.at = at;
        this.indent = at - start;
        return;
      }
      const end = text.indexOf('\n', at);
      start = end < 0 ? text.length : end + 1;
    }
    this.at = text.length;
    this.indent = -1;
  }

  private block(): unknown {
    return this.isItem() ? this.list() : this.mapping();
  }

  private isItem(): boolean {
    const next = this.text[this.at + 1];
    return this.text[this.at] === '-' && (next === ' ' || next === '\n' || next === undefined);
  }

  private keyAt(at: number): string | undefined {
    KEY.lastIndex = at;
    return KEY.exec(this.text)?.[0];
  }

  private mapping(): Mapping {
    const { indent, at: start } = this;
    const value: Mapping = {};
    const keys: string[] = [];
    const offsets: number[] = [];
    while (this.indent === indent && !this.isItem()) {
      const key = this.keyAt(this.at);
      if (key === undefined || key === '__proto__' || Object.hasOwn(value, key)) throw new Bail();
      const keyStart = this.at;
      const keyEnd = keyStart + key.length;
      const inner = this.value(keyEnd + 1, indent, true);
      value[key] = inner;
      keys.push(key);
      if (this.valueStart < 0) offsets.push(keyStart, keyEnd, keyStart, keyEnd);
      else offsets.push(keyStart, keyEnd, this.valueStart, this.valueEnd);
    }
    if (this.indent > indent) throw new Bail();
    const end = firstLineEnd(this.text, start);
    this.record(value, { file: this.file, start, end, keys, offsets });
    this.valueStart = start;
    this.valueEnd = end;
    return value;
  }

  private list(): unknown[] {
    const { indent, at: start } = this;
    const values: unknown[] = [];
    const offsets: number[] = [];
    while (this.indent === indent && this.isItem()) {
      let content = this.at + 1;
      while (this.text[content] === ' ') content += 1;
      if (this.keyAt(content) !== undefined) {
        this.indent += content - this.at;
        this.at = content;
        values.push(this.mapping());
      } else {
        const dash = this.at;
        values.push(this.value(this.at + 1, indent, false));
        if (this.valueStart < 0) {
          this.valueStart = dash;
          this.valueEnd = dash + 1;
        }
      }
      offsets.push(this.valueStart, this.valueEnd);
    }
    if (this.indent > indent) throw new Bail();
    const end = firstLineEnd(this.text, start);
    this.record(values, { file: this.file, start, end, offsets });
    this.valueStart = start;
    this.valueEnd = end;
    return values;
  }

  /** The value behind a key's colon or an item's dash. `valueStart` is -1 where there is none. */
  private value(from: number, indent: number, inMapping: boolean): unknown {
    const { text } = this;
    let start = from;
    while (text[start] === ' ') start += 1;
    const char = text[start];
    if (char === undefined || char === '\n' || (char === '#' && start > from))
      return this.nested(start, indent, inMapping);
    if (char === '|' || char === '>') return this.blockScalar(start, indent);
    const read = char === '[' || char === '{' ? this.flow.collection(start) : plainScalar(text, start, false);
    this.endLine(read.end);
    if (this.indent > indent) throw new Bail();
    this.valueStart = start;
    this.valueEnd = read.end;
    return read.value;
  }

  /** Only space and a comment may follow a value on its line. */
  private endLine(end: number): void {
    let at = end;
    while (this.text[at] === ' ') at += 1;
    if (at < this.text.length && this.text[at] !== '\n' && !(this.text[at] === '#' && at > end)) throw new Bail();
    const next = this.text.indexOf('\n', at);
    this.toContent(next < 0 ? this.text.length : next + 1);
  }

  private nested(at: number, indent: number, inMapping: boolean): unknown {
    const next = this.text.indexOf('\n', at);
    this.toContent(next < 0 ? this.text.length : next + 1);
    // A list may stand at the indent of the key that it belongs to.
    if (this.indent === indent && inMapping && this.isItem()) return this.list();
    if (this.indent > indent) {
      if (!this.isItem() && this.keyAt(this.at) === undefined) throw new Bail();
      return this.block();
    }
    this.valueStart = -1;
    return null;
  }

  private blockScalar(start: number, indent: number): unknown {
    BLOCK_HEADER.lastIndex = start;
    const header = BLOCK_HEADER.exec(this.text)?.[0];
    const lineEnd = this.text.indexOf('\n', start);
    if (header === undefined || lineEnd < 0) throw new Bail();
    const bodyStart = lineEnd + 1;
    const bodyEnd = this.blockScalarEnd(bodyStart, indent);
    const value = this.readBlockScalar(header, indent, this.text.slice(bodyStart, bodyEnd));
    if (value === undefined) throw new Bail();
    this.toContent(bodyEnd);
    if (this.indent > indent) throw new Bail();
    this.valueStart = start;
    this.valueEnd = firstLineEnd(this.text, start);
    return value;
  }

  /** The end of the last line that is empty or indented deeper than the key. */
  private blockScalarEnd(bodyStart: number, indent: number): number {
    const { text } = this;
    let end = bodyStart;
    for (let start = bodyStart; start < text.length;) {
      let at = start;
      while (text[at] === ' ') at += 1;
      const isEmpty = at >= text.length || text[at] === '\n';
      if (!isEmpty && at - start <= indent) break;
      const next = text.indexOf('\n', at);
      start = next < 0 ? text.length : next + 1;
      end = start;
    }
    return end;
  }
}
