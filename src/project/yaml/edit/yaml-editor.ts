import type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { YamlLibrary } from '../read-yaml.ts';
import { entryLines, flowText, flowValue, itemLines, scalarText, type ListStyle, type YamlEntry } from './yaml-text.ts';

/** A YAML text, and changes of it that leave every other character as it is. */
export interface YamlEditor {
  readonly document: Document;
  /** The value of a mapping's own key. */
  readonly get: (map: YAMLMap, key: string) => Node | null | undefined;
  /** The items of a list that are mappings written there, not aliases of others. */
  readonly maps: (list: Node | null | undefined) => readonly YAMLMap[];
  /** Adds items to the end of the list under a key, which is made where there is none. False: it is no list that can be added to. */
  readonly append: (map: YAMLMap, key: string, items: readonly YamlEntry[]) => boolean;
  /** Replaces the text under a key, or adds the key behind another one. */
  readonly setText: (map: YAMLMap, key: string, value: string, behind: string) => boolean;
  /** The text with all changes. */
  readonly text: () => string;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Begins to edit a text; undefined where it is no YAML, or no mapping. */
export function openYamlEditor(text: string, library: YamlLibrary): YamlEditor | undefined {
  const document = library.parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  if (document.errors.length > 0 || !library.isMap(document.contents)) return undefined;
  return new TextEditor(text, document, library);
}

class TextEditor implements YamlEditor {
  readonly document: Document;
  private readonly source: string;
  private readonly library: YamlLibrary;
  private readonly eol: string;
  private readonly splices: Splice[] = [];

  constructor(source: string, document: Document, library: YamlLibrary) {
    this.source = source;
    this.document = document;
    this.library = library;
    this.eol = source.includes('\r\n') ? '\r\n' : '\n';
  }

  readonly get = (map: YAMLMap, key: string): Node | null | undefined => this.pair(map, key)?.value;

  readonly maps = (list: Node | null | undefined): readonly YAMLMap[] =>
    this.library.isSeq(list) ? list.items.filter((item) => this.library.isMap(item)) : [];

  readonly append = (map: YAMLMap, key: string, items: readonly YamlEntry[]): boolean => {
    const pair = this.pair(map, key);
    if (!pair) return this.addKey(map, key, items);
    const { value } = pair;
    if (this.library.isSeq(value)) return value.flow ? this.appendFlow(value, items) : this.appendBlock(value, items);
    const isEmpty = value === null || (this.library.isScalar(value) && value.value === null && !value.source);
    return isEmpty && !map.flow ? this.fillEmpty(map, pair, items) : false;
  };

  readonly setText = (map: YAMLMap, key: string, value: string, behind: string): boolean => {
    const style = map.flow ? 'flow' : 'block';
    const found = this.pair(map, key);
    if (found) {
      if (!this.library.isScalar(found.value) || !isOneLine(found.value)) return false;
      const [start, end] = found.value.range ?? [0, 0];
      if (start === end) this.insert(this.keyEnd(found), ` ${scalarText(value, style)}`);
      else this.splices.push({ start, end, text: scalarText(value, style) });
      return true;
    }
    const before = this.pair(map, behind);
    if (!before) return false;
    const added = `${key}: ${scalarText(value, style)}`;
    if (map.flow) this.insert(this.contentEnd(before.value ?? before.key), `, ${added}`);
    else this.insertLines(this.contentEnd(before.value ?? before.key), [`${' '.repeat(this.columnOf(map))}${added}`]);
    return true;
  };

  readonly text = (): string => {
    // Of several insertions at one place the first stays first.
    const inOrder = this.splices.map((splice, index) => ({ ...splice, index }));
    inOrder.sort((a, b) => b.start - a.start || b.index - a.index);
    return inOrder.reduce(
      (text, { start, end, text: part }) => text.slice(0, start) + part + text.slice(end),
      this.source,
    );
  };

  private pair(map: YAMLMap, key: string): Pair<Node, Node | null> | undefined {
    const pairs = map.items as Pair<Node, Node | null>[];
    return pairs.find((pair) => this.library.isScalar(pair.key) && pair.key.value === key);
  }

  private appendBlock(list: YAMLSeq, items: readonly YamlEntry[]): boolean {
    const column = this.columnOf(list);
    const last = list.items.at(-1) as Node | undefined;
    const style = this.styleOf(list);
    const isFlow = this.library.isMap(last) && last.flow === true;
    const lines = items.flatMap((item) =>
      isFlow ? [`${' '.repeat(column)}- ${flowText(item, this.isSpaced(last))}`] : itemLines(item, column, style),
    );
    this.insertLines(this.contentEnd(list), lines);
    return true;
  }

  private appendFlow(list: YAMLSeq, items: readonly YamlEntry[]): boolean {
    const first = list.items.find((item) => this.library.isMap(item));
    const spaced = first ? this.isSpaced(first) : true;
    const text = items.map((item) => flowText(item, spaced)).join(', ');
    const last = list.items.at(-1) as Node | undefined;
    if (!last) this.insert((list.range?.[0] ?? 0) + 1, text);
    else this.insert(this.contentEnd(last), `, ${text}`);
    return true;
  }

  private addKey(map: YAMLMap, key: string, items: readonly YamlEntry[]): boolean {
    const last = map.items.at(-1) as Pair<Node, Node | null> | undefined;
    if (!last) return false;
    const end = this.contentEnd(last.value ?? last.key);
    if (map.flow) this.insert(end, `, ${key}: ${flowValue(items, this.isSpaced(map))}`);
    else this.insertLines(end, entryLines({ [key]: items }, this.columnOf(map), this.documentStyle()));
    return true;
  }

  private fillEmpty(map: YAMLMap, pair: Pair<Node, Node | null>, items: readonly YamlEntry[]): boolean {
    const style = this.documentStyle();
    const column = this.columnOf(map) + style.dash;
    this.insertLines(
      this.keyEnd(pair),
      items.flatMap((item) => itemLines(item, column, style)),
    );
    return true;
  }

  /** How lists are indented here: as the list of sources is. */
  private documentStyle(): ListStyle {
    const root = this.document.contents as YAMLMap;
    const list = (root.items as Pair<Node, Node | null>[])
      .map(({ value }) => value)
      .find((value) => this.isBlockList(value));
    return list ? this.styleOf(list as YAMLSeq) : { dash: 2, gap: 1 };
  }

  private styleOf(list: YAMLSeq): ListStyle {
    const first = list.items[0] as Node | undefined;
    const gap = first ? this.columnOf(first) - this.columnOf(list) - 1 : 1;
    const root = this.document.contents as YAMLMap;
    const outer = (root.items as Pair<Node, Node | null>[])
      .map(({ value }) => value)
      .find((value) => this.isBlockList(value));
    return { dash: outer ? this.columnOf(outer) : 2, gap: gap > 0 ? gap : 1 };
  }

  private isBlockList(node: Node | null): node is YAMLSeq {
    return this.library.isSeq(node) && node.flow !== true && node.items.length > 0;
  }

  private isSpaced(node: Node | undefined): boolean {
    return this.source[(node?.range?.[0] ?? 0) + 1] === ' ';
  }

  private columnOf(node: Node): number {
    const start = this.startOf(node);
    return start - (this.source.lastIndexOf('\n', start - 1) + 1);
  }

  /** Where a node's own text begins: behind its anchor, as keys under an anchor stand on the next line. */
  private startOf(node: Node): number {
    if (this.library.isMap(node) && !node.flow)
      return (node.items[0]?.key as Node | undefined)?.range?.[0] ?? node.range?.[0] ?? 0;
    return node.range?.[0] ?? 0;
  }

  private keyEnd({ key }: Pair<Node, Node | null>): number {
    return this.source.indexOf(':', key.range?.[1] ?? 0) + 1;
  }

  /** Where the last character of a node stands, without comments and empty lines behind it. */
  private contentEnd(node: Node): number {
    if (this.library.isCollection(node) && !node.flow) {
      const last = node.items.at(-1) as Pair<Node, Node | null> | Node | undefined;
      if (this.library.isPair(last)) {
        const { key, value } = last as Pair<Node, Node | null>;
        return Math.max(this.keyEnd({ key, value } as Pair<Node, Node | null>), value ? this.contentEnd(value) : 0);
      }
      if (last) return this.contentEnd(last as Node);
    }
    const [start = 0, end = 0] = node.range ?? [];
    return start + this.source.slice(start, end).trimEnd().length;
  }

  private insert(at: number, text: string): void {
    this.splices.push({ start: at, end: at, text });
  }

  /** Inserts lines behind the line on which something ends. */
  private insertLines(end: number, lines: readonly string[]): void {
    const newline = this.source.indexOf('\n', end);
    const at = newline < 0 ? this.source.length : newline - (this.source[newline - 1] === '\r' ? 1 : 0);
    this.insert(at, lines.map((line) => `${this.eol}${line}`).join(''));
  }
}

function isOneLine({ type }: Scalar): boolean {
  return type !== 'BLOCK_FOLDED' && type !== 'BLOCK_LITERAL';
}
