import { createReadyQueue } from './ready-queue.ts';

/** Ids whose dependencies are done, in the order of the list that it was made from. */
export interface DependencyQueue {
  /** The first ready id, taken out; undefined while none is ready. */
  readonly next: () => string | undefined;
  /** Says that an id is done: what waited only for it becomes ready. */
  readonly release: (id: string) => void;
  readonly childrenOf: (id: string) => readonly string[];
}

/** A queue over ids, each listed once; `dependsOn` names ids of the list alone. */
export function createDependencyQueue(
  ids: readonly string[],
  dependsOn: (id: string) => readonly string[],
): DependencyQueue {
  const position = new Map(ids.map((id, index) => [id, index]));
  const children = new Map<string, string[]>(ids.map((id) => [id, []]));
  const waiting = new Map<string, number>();
  const ready = createReadyQueue();
  const makeReady = (id: string) => ready.push(position.get(id) as number);
  for (const id of ids) {
    const parents = new Set(dependsOn(id));
    waiting.set(id, parents.size);
    for (const parent of parents) children.get(parent)?.push(id);
    if (parents.size === 0) makeReady(id);
  }
  return {
    next: () => {
      const index = ready.pop();
      return index === undefined ? undefined : ids[index];
    },
    release: (id) => {
      for (const child of children.get(id) ?? []) {
        const left = (waiting.get(child) as number) - 1;
        waiting.set(child, left);
        if (left === 0) makeReady(child);
      }
    },
    childrenOf: (id) => children.get(id) ?? [],
  };
}
