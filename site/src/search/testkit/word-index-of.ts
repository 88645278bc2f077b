import type { WordIndex } from '../../../../src/docs/site-data.ts';
import { wordsOf } from '../../../../src/docs/tokens.ts';

/** The word index of one text a node, in the shape of the shard. */
export function indexOfWords(texts: readonly string[]): WordIndex {
  const nodesOf = new Map<string, number[]>();
  texts.forEach((text, node) => {
    for (const word of wordsOf(text)) nodesOf.set(word, [...(nodesOf.get(word) ?? []), node]);
  });
  const words = [...nodesOf.keys()].sort();
  return { words, nodes: words.map((word) => differences(nodesOf.get(word)!)) };
}

function differences(nodes: readonly number[]): string {
  return nodes.map((node, at) => (node - (nodes[at - 1] ?? 0)).toString(36)).join(' ');
}
