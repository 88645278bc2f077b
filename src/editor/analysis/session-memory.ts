import { memoryOver, type CompileMemory, type MemoryEntry } from '../../workflow/compile-memory.ts';

/** Answers that are kept in this process from analysis to analysis. */
export interface SessionMemory extends Omit<CompileMemory, 'save'> {
  /** To be called when an analysis is complete: what none of the last few used is forgotten. */
  readonly endRound: () => void;
  readonly size: () => number;
  /** Where answers come from that nobody asked for in this process, in the first round alone: the file they are in may be large. */
  readonly startFrom: (earlier: (key: string) => MemoryEntry | undefined) => void;
}

/** Rounds for which an answer that is not asked for stays: what is typed and taken back needs no work again. */
const ROUNDS_KEPT = 8;

/** A memory without a file. */
export function createSessionMemory(): SessionMemory {
  const entries = new Map<string, { readonly entry: MemoryEntry; usedIn: number }>();
  let round = 0;
  let earlier: ((key: string) => MemoryEntry | undefined) | undefined;
  const fromEarlier = (key: string): MemoryEntry | undefined => {
    const entry = earlier?.(key);
    if (entry) entries.set(key, { entry, usedIn: round });
    return entry;
  };
  return {
    ...memoryOver({
      get: (key) => entries.get(key)?.entry ?? fromEarlier(key),
      set: (key, entry) => void entries.set(key, { entry, usedIn: round }),
      used: (key) => {
        const kept = entries.get(key);
        if (kept) kept.usedIn = round;
      },
    }),
    endRound() {
      for (const [key, { usedIn }] of entries) if (round - usedIn >= ROUNDS_KEPT) entries.delete(key);
      round += 1;
      earlier = undefined;
    },
    size: () => entries.size,
    startFrom(read) {
      if (round === 0) earlier ??= read;
    },
  };
}
