import { Bail, plainScalar, type ReadValue } from './plain-scalar.ts';
import type { Places } from './places.ts';

const KEY = /\+?[A-Za-z_][\w.+-]*(?=: )/y;

/** Reads flow collections that stand on one line: `[a, b]`, `{count: 1, period: day}`. */
export class PlainFlow {
  private readonly text: string;
  private readonly file: string;
  private readonly record: Places['record'];

  constructor(text: string, file: string, record: Places['record']) {
    this.text = text;
    this.file = file;
    this.record = record;
  }

  collection(start: number): ReadValue {
    return this.text[start] === '[' ? this.list(start) : this.mapping(start);
  }

  private list(start: number): ReadValue {
    const values: unknown[] = [];
    const offsets: number[] = [];
    let at = this.skip(start + 1);
    while (this.text[at] !== ']') {
      const item = this.value(at);
      // `[a: b]` is a list of one mapping: not plain.
      if (this.text[this.skip(item.end)] === ':') throw new Bail();
      values.push(item.value);
      offsets.push(at, item.end);
      at = this.next(item.end, ']');
    }
    this.record(values, { file: this.file, start, end: at + 1, offsets });
    return { value: values, end: at + 1 };
  }

  private mapping(start: number): ReadValue {
    const value: Record<string, unknown> = {};
    const keys: string[] = [];
    const offsets: number[] = [];
    let at = this.skip(start + 1);
    while (this.text[at] !== '}') {
      KEY.lastIndex = at;
      const key = KEY.exec(this.text)?.[0];
      if (key === undefined || key === '__proto__' || Object.hasOwn(value, key)) throw new Bail();
      const from = this.skip(at + key.length + 1);
      const item = this.value(from);
      value[key] = item.value;
      keys.push(key);
      offsets.push(at, at + key.length, from, item.end);
      at = this.next(item.end, '}');
    }
    this.record(value, { file: this.file, start, end: at + 1, keys, offsets });
    return { value, end: at + 1 };
  }

  private value(at: number): ReadValue {
    const char = this.text[at];
    return char === '[' || char === '{' ? this.collection(at) : plainScalar(this.text, at, true);
  }

  /** Behind an item: its comma and what follows, or the closing bracket. */
  private next(end: number, close: string): number {
    const at = this.skip(end);
    if (this.text[at] === close) return at;
    if (this.text[at] !== ',') throw new Bail();
    const following = this.skip(at + 1);
    if (this.text[following] === close) throw new Bail();
    return following;
  }

  private skip(from: number): number {
    let at = from;
    while (this.text[at] === ' ') at += 1;
    return at;
  }
}
