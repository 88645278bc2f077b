/** A queue that gives the smallest number first: a binary heap. */
export interface ReadyQueue {
  readonly push: (item: number) => void;
  /** The smallest item, removed; undefined when the queue is empty. */
  readonly pop: () => number | undefined;
}

export function createReadyQueue(): ReadyQueue {
  const heap: number[] = [];
  const at = (index: number) => heap[index] ?? Infinity;
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [at(b), at(a)];
  };
  return {
    push: (item) => {
      heap.push(item);
      for (let child = heap.length - 1; child > 0;) {
        const parent = (child - 1) >> 1;
        if (at(parent) <= at(child)) break;
        swap(parent, child);
        child = parent;
      }
    },
    pop: () => {
      const smallest = heap[0];
      const last = heap.pop();
      if (smallest === undefined || last === undefined || heap.length === 0) return smallest;
      heap[0] = last;
      for (let parent = 0; ;) {
        const child = at(2 * parent + 1) <= at(2 * parent + 2) ? 2 * parent + 1 : 2 * parent + 2;
        if (at(parent) <= at(child)) return smallest;
        swap(parent, child);
        parent = child;
      }
    },
  };
}
