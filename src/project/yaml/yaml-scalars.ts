import { createRequire } from 'node:module';
import type { Node, Pair } from 'yaml';
import type { YamlLibrary } from './read-yaml.ts';

/** A key or a single value of a YAML text. Offsets are UTF-16 units, quotes included. */
export interface YamlScalar {
  /** Keys and positions that lead to it; of a key, itself last. */
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  readonly value: string;
  readonly style: 'plain' | 'quoted' | 'block';
  readonly start: number;
  readonly end: number;
}

/** All keys and single values of a YAML text, each once: what an alias stands for is listed where it is written. None of a broken text. */
export function yamlScalars(text: string): readonly YamlScalar[] {
  const library = createRequire(import.meta.url)('yaml') as YamlLibrary;
  const document = library.parseDocument(text, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  if (document.errors.length > 0) return [];
  const found: YamlScalar[] = [];
  const add = (node: Node, path: YamlScalar['path'], isKey: boolean): void => {
    if (!library.isScalar(node) || !node.range) return;
    const { type = 'PLAIN', range } = node;
    const style = type.startsWith('BLOCK') ? 'block' : type.startsWith('QUOTE') ? 'quoted' : 'plain';
    found.push({ path, isKey, value: String(node.value), style, start: range[0], end: range[1] });
  };
  const visit = (node: Node | null, path: YamlScalar['path']): void => {
    if (library.isMap(node)) {
      for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
        const inner = [...path, library.isScalar(key) ? (key.source ?? String(key.value)) : ''];
        add(key, inner, true);
        visit(value, inner);
      }
    } else if (library.isSeq(node)) node.items.forEach((item, index) => visit(item as Node, [...path, index]));
    else if (node) add(node, path, false);
  };
  visit(document.contents as Node | null, []);
  return found;
}
