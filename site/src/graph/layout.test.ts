import { describe, expect, test } from 'vitest';
import { createLayoutClient, type LayoutWorker } from './layout-client.ts';
import { layoutGraph } from './layout.ts';
import type { LayoutRequest } from './layout-types.ts';
import { ranksOf } from './ranks.ts';
import { layeredGraph } from './testkit/graph-of.ts';

const box = { width: 100, height: 40 };

function boxes(count: number, bands?: readonly number[]): LayoutRequest['nodes'] {
  return Array.from({ length: count }, (_, index) => ({ ...box, ...(bands && { band: bands[index] ?? 0 }) }));
}

describe('ranks', () => {
  test('each stands behind its parents, roots beside their first child', () => {
    const edges = [
      [0, 1],
      [1, 2],
      [3, 2],
      [0, 2],
    ] as const;
    expect(ranksOf({ nodes: boxes(4), edges })).toEqual({
      rank: [0, 1, 2, 1],
      isBackward: [false, false, false, false],
    });
  });

  test('a circle is opened at one edge', () => {
    const { isBackward } = ranksOf({
      nodes: boxes(2),
      edges: [
        [0, 1],
        [1, 0],
      ] as const,
    });
    expect(isBackward).toEqual([false, true]);
  });

  test('bands follow each other, and edges to an earlier band lead back', () => {
    const edges = [
      [0, 1],
      [1, 2],
      [2, 3],
    ] as const;
    expect(ranksOf({ nodes: boxes(4, [0, 0, 1, 0]), edges, bands: 2 })).toEqual({
      rank: [0, 1, 2, 0],
      isBackward: [false, false, true],
    });
  });
});

describe('layout', () => {
  test.each([
    [
      'small',
      {
        nodes: boxes(3),
        edges: [
          [0, 1],
          [1, 2],
          [0, 2],
        ] as const,
      },
    ],
    [
      'in bands',
      {
        nodes: boxes(3, [0, 1, 2]),
        bands: 3,
        edges: [
          [0, 1],
          [1, 2],
          [0, 2],
        ] as const,
      },
    ],
  ] satisfies (readonly [string, LayoutRequest])[])('%s: from left to right, without overlaps', (_, request) => {
    const { nodes, edges, width, height } = layoutGraph(request);
    expect(nodes.map(({ x }) => x)).toEqual(nodes.map(({ x }) => x).sort((a, b) => a - b));
    for (const { x, y } of nodes) {
      expect(x).toBeGreaterThanOrEqual(50);
      expect(x).toBeLessThanOrEqual(width - 50);
      expect(y).toBeGreaterThanOrEqual(20);
      expect(y).toBeLessThanOrEqual(height - 20);
    }
    expect(edges[0]?.at(0)).toEqual({ x: (nodes[0]?.x ?? 0) + 50, y: nodes[0]?.y });
    expect(edges[0]?.at(-1)).toEqual({ x: (nodes[1]?.x ?? 0) - 50, y: nodes[1]?.y });
  });

  test('nothing, one that reads itself, and five hundred', () => {
    expect(layoutGraph({ nodes: [], edges: [] }).nodes).toEqual([]);
    expect(layoutGraph({ nodes: boxes(1), edges: [[0, 0]] }).nodes).toHaveLength(1);
    const { rows } = layeredGraph(500, 8, 3);
    const edges = rows.flatMap(({ parents }, to) => parents.map((from) => [from, to] as const));
    const { nodes } = layoutGraph({ nodes: boxes(500), edges });
    expect(overlaps(nodes)).toBe(0);
  });
});

describe('parts that hang together by nothing', () => {
  test('are put beside and below each other', () => {
    const { rows } = layeredGraph(240, 4, 1);
    const edges = rows.flatMap(({ parents }, to) => parents.map((from) => [from, to] as const));
    const { nodes, width, height } = layoutGraph({ nodes: boxes(240), edges });
    expect(overlaps(nodes)).toBe(0);
    expect(width / height).toBeGreaterThan(0.5);
    expect(width / height).toBeLessThan(3);
  });

  test('keep their nodes and edges', () => {
    const { nodes, edges } = layoutGraph({
      nodes: boxes(5),
      edges: [
        [4, 1],
        [0, 3],
      ],
    });
    expect(edges[0]?.at(0)).toEqual({ x: (nodes[4]?.x ?? 0) + 50, y: nodes[4]?.y });
    expect(edges[1]?.at(-1)).toEqual({ x: (nodes[3]?.x ?? 0) - 50, y: nodes[3]?.y });
    expect(overlaps(nodes)).toBe(0);
  });
});

describe('layout client', () => {
  const large: LayoutRequest = { nodes: boxes(50), edges: [] };
  const here = () => ({ width: 1, height: 1, nodes: [], edges: [], bands: [] });

  test('asks its worker, and gives each answer to whom it belongs', async () => {
    const messages: { ticket: number }[] = [];
    const worker: LayoutWorker = {
      postMessage: (it) => messages.push(it as never),
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
    };
    const client = createLayoutClient(() => worker, here);
    const answers = Promise.all([client.layout(large), client.layout(large)]);
    for (const { ticket } of messages.toReversed()) {
      worker.onmessage?.({ data: { ticket, result: { ...here(), width: ticket } } });
    }
    expect((await answers).map(({ width }) => width)).toEqual([0, 1]);
  });

  test('works in the page where workers are refused, or break', async () => {
    const refused = createLayoutClient(() => {
      throw new Error('SecurityError');
    }, here);
    expect((await refused.layout(large)).width).toBe(1);
    const worker: LayoutWorker = {
      postMessage: () => undefined,
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
    };
    const broken = createLayoutClient(() => worker, here);
    const answer = broken.layout(large);
    worker.onerror?.(undefined as never);
    expect((await answer).width).toBe(1);
    expect((await broken.layout(large)).width).toBe(1);
  });

  test('says what went wrong', async () => {
    const worker: LayoutWorker = {
      postMessage: () => undefined,
      terminate: () => undefined,
      onmessage: null,
      onerror: null,
    };
    const answer = createLayoutClient(() => worker, here).layout(large);
    worker.onmessage?.({ data: { ticket: 0, error: 'too deep' } });
    await expect(answer).rejects.toThrow('The graph cannot be laid out: too deep.');
  });
});

function overlaps(nodes: readonly { readonly x: number; readonly y: number }[]): number {
  let count = 0;
  nodes.forEach((a, index) => {
    for (const b of nodes.slice(index + 1)) if (Math.abs(a.x - b.x) < 100 && Math.abs(a.y - b.y) < 40) count++;
  });
  return count;
}
