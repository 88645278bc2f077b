import type { Alias, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Source } from '../../diagnostics/index.ts';
import type { Problems } from '../problems.ts';
import { firstLineEnd, type Places } from './places.ts';
import type { YamlLibrary } from './read-yaml.ts';

interface Surroundings {
  readonly source: Source;
  readonly places: Places;
  readonly problems: Problems;
}

type Mapping = Record<string, unknown>;

// Aliases share their target; a document that would unfold to more values than this is an attack, not a project.
const MAX_UNFOLDED = 200_000;

/** Turns a parsed document into plain data, recording places and reporting what YAML allows and a project does not. */
export function convertDocument(document: Document, library: YamlLibrary, surroundings: Surroundings): unknown {
  return new Converter(document, library, surroundings).convert(document.contents as Node | null);
}

/** One conversion: holds what was converted already, so that aliases share it. */
class Converter {
  private readonly document: Document;
  private readonly library: YamlLibrary;
  private readonly around: Surroundings;
  private readonly done = new Map<Node, { readonly value: unknown; readonly size: number }>();
  private readonly open = new Set<Node>();
  /** Values so far, those behind aliases counted each time. */
  private size = 0;

  constructor(document: Document, library: YamlLibrary, around: Surroundings) {
    this.document = document;
    this.library = library;
    this.around = around;
  }

  convert(node: Node | null): unknown {
    this.size += 1;
    if (!node) return null;
    if (this.library.isAlias(node)) return this.unfold(node);
    if (this.library.isScalar(node)) return scalarValue(node);
    const before = this.size;
    this.open.add(node);
    const value = this.library.isMap(node) ? this.mapping(node) : this.list(node as YAMLSeq);
    this.open.delete(node);
    this.done.set(node, { value, size: this.size - before });
    return value;
  }

  private unfold(alias: Alias): unknown {
    const target = alias.resolve(this.document);
    if (!target || this.open.has(target)) {
      this.problem('an alias stands for a value that holds it', alias);
      return null;
    }
    if (this.library.isScalar(target)) return scalarValue(target);
    const done = this.done.get(target);
    if (!done) return this.convert(target);
    this.size += done.size;
    if (this.size <= MAX_UNFOLDED) return done.value;
    this.problem('its aliases unfold to too many values', alias);
    return null;
  }

  private list(node: YAMLSeq): unknown[] {
    const values: unknown[] = [];
    const offsets: number[] = [];
    for (const item of node.items as Node[]) {
      values.push(this.convert(item));
      offsets.push(...(this.extent(item) ?? dashBefore(this.around.source.text, item)));
    }
    this.record(values, node, { offsets });
    return values;
  }

  private mapping(node: YAMLMap): Mapping {
    const value: Mapping = {};
    const keys: string[] = [];
    const offsets: number[] = [];
    const merged: unknown[] = [];
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const key = this.keyOf(pair.key);
      if (key === undefined) continue;
      const [start, end] = pair.key.range ?? [0, 0];
      if (key === '<<') {
        merged.push(this.convert(pair.value));
      } else if (Object.hasOwn(value, key)) {
        this.keyTwice(key, pair.key, offsets[keys.indexOf(key) * 4] ?? 0);
      } else {
        value[key] = this.convert(pair.value);
        keys.push(key);
        offsets.push(start, end, ...(this.extent(pair.value) ?? [start, end]));
      }
    }
    this.record(value, node, { keys, offsets });
    for (const base of merged.flat()) addMissing(value, base);
    return value;
  }

  private keyOf(node: Node | null): string | undefined {
    const at = node ?? this.document.contents;
    if (!node || !this.library.isScalar(node) || node.value === '__proto__') {
      const key = this.library.isScalar(node) ? String(node.value) : 'A mapping or list';
      this.around.problems.report('yaml-key-forbidden', { key }, this.span(at as Node));
      return undefined;
    }
    // `1.0:` and `1:` are the texts that stand there, not numbers.
    return node.source ?? String(node.value);
  }

  private keyTwice(key: string, node: Node, first: number): void {
    const related = { file: this.around.source.file, start: first, end: first + key.length };
    this.around.problems.report('yaml-key-twice', { key }, this.span(node), {
      related: [{ message: 'The first one:', at: related }],
    });
  }

  private problem(problem: string, node: Node): void {
    this.around.problems.report('yaml-syntax', { problem }, this.span(node));
  }

  private record(container: object, node: Node, rest: { keys?: string[]; offsets: number[] }): void {
    const [start, end] = this.extent(node) ?? [0, 0];
    this.around.places.record(container, { file: this.around.source.file, start, end, ...rest });
  }

  /** Where a value stands; of what goes over lines its first one, and undefined where nothing is written (`key:`). */
  private extent(node: Node | null): readonly [number, number] | undefined {
    const [start, end] = node?.range ?? [0, 0];
    if (start === end) return undefined;
    const isCollection = this.library.isMap(node) || this.library.isSeq(node);
    const isBlock = isCollection ? node.flow !== true : this.library.isScalar(node) && /^BLOCK_/.test(node.type ?? '');
    return [start, isBlock ? firstLineEnd(this.around.source.text, start) : end];
  }

  private span(node: Node) {
    return { file: this.around.source.file, start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
  }
}

/** What a plain scalar's text means where numbers lose digits: integers beyond 2^53 and decimals beyond 17 digits stay text. */
function scalarValue(node: Scalar): unknown {
  const { value, source } = node;
  if (typeof value !== 'number' || source === undefined) return value ?? null;
  if (!Number.isFinite(value)) return source;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return source;
  return source.replace(/\D/g, '').length > 17 ? source : value;
}

function addMissing(value: Mapping, base: unknown): void {
  if (typeof base !== 'object' || base === null) return;
  for (const [key, one] of Object.entries(base)) if (!Object.hasOwn(value, key)) value[key] = one;
}

/** The dash of a list's item that says nothing. */
function dashBefore(text: string, item: Node): readonly [number, number] {
  const dash = text.lastIndexOf('-', item.range?.[0] ?? 0);
  return [Math.max(0, dash), Math.max(0, dash) + 1];
}
