import type { ShardName } from '../../../src/docs/site-data.ts';

/** What the loader needs of a browser: a script that is added runs, and then it was loaded or it was not. */
export interface ScriptHost {
  /** Resolves when the script has run; rejects when it could not be had. */
  addScript(url: string): Promise<void>;
}

export interface ShardLoader {
  /** The same promise for the same shard, until the shard is dropped. Rejects with a sentence that says what to do. */
  load(name: ShardName): Promise<unknown>;
  /** What a shard's script calls. */
  receive(build: string, name: string, value: unknown): void;
}

/** How many shards of details are kept; each is about 128 kB of text. */
export const KEPT_DETAILS = 24;

/** Loads the shards of one build. Least recently used details are dropped. */
export function createShardLoader(build: string, host: ScriptHost): ShardLoader {
  const arrived = new Map<string, unknown>();
  // In the order of use, as a Map keeps the order of insertion.
  const details = new Map<string, Promise<unknown>>();
  const others = new Map<string, Promise<unknown>>();

  const fetchShard = async (name: ShardName) => {
    try {
      await host.addScript(`data/${build}/${name}.js`);
    } catch {
      throw new Error(lostShard(name));
    }
    if (!arrived.has(name)) throw new Error(lostShard(name));
    const value = arrived.get(name);
    arrived.delete(name);
    return value;
  };

  return {
    load: (name) => {
      const kept = name.startsWith('node/') ? details : others;
      const before = kept.get(name);
      kept.delete(name);
      const promise = before ?? fetchShard(name);
      kept.set(name, promise);
      if (!before) promise.catch(() => kept.delete(name));
      if (details.size > KEPT_DETAILS) details.delete(details.keys().next().value!);
      return promise;
    },
    receive: (from, name, value) => {
      // A shard of another build has other indexes.
      if (from === build) arrived.set(name, value);
    },
  };
}

function lostShard(name: string): string {
  return `The data file "${name}" cannot be read. The site may have been generated anew since this page was opened: reload it.`;
}
