import type { WordIndex } from './site-data.ts';

/** Collects which nodes have which words. Nodes come in ascending order of their indexes. */
export interface WordCollector {
  readonly add: (node: number, words: Iterable<string>) => void;
  readonly index: () => WordIndex;
}

export function createWordCollector(): WordCollector {
  const nodesOf = new Map<string, number[]>();
  return {
    add(node, words) {
      for (const word of words) {
        const nodes = nodesOf.get(word);
        if (!nodes) nodesOf.set(word, [node]);
        else if (nodes.at(-1) !== node) nodes.push(node);
      }
    },
    index() {
      const words = [...nodesOf.keys()].sort();
      return { words, nodes: words.map((word) => deltas(nodesOf.get(word) ?? [])) };
    },
  };
}

/** `[5, 7, 43]` as `5 2 10`: the first, then differences, in base 36. */
function deltas(ascending: readonly number[]): string {
  return ascending.map((node, at) => (node - (at === 0 ? 0 : (ascending[at - 1] ?? 0))).toString(36)).join(' ');
}
