import type { ObjectStorage, PutCondition } from '../object-storage.ts';

/** Object storage in memory, with the faults of the real one on demand. Tags are made from content, as S3's are. */
export interface MemoryObjects extends ObjectStorage {
  readonly texts: Map<string, string>;
  /** Called before each put; what it throws the put rejects with. `lost`: it is done, and refused as a second sending of it would be. */
  fault: ((key: string, condition: PutCondition) => 'lost' | 'busy' | undefined) | undefined;
  /** Honours no condition. */
  careless: boolean;
}

export function memoryObjects(): MemoryObjects {
  const texts = new Map<string, string>();
  const tagOf = (key: string) => (texts.has(key) ? `"${texts.get(key)!}"` : undefined);
  const storage: MemoryObjects = {
    texts,
    fault: undefined,
    careless: false,
    place: (key) => `s3://bucket/${key}`,
    get: async (key) => {
      await Promise.resolve();
      const text = texts.get(key);
      return text === undefined ? undefined : { text, tag: tagOf(key)! };
    },
    put: async (key, text, condition) => {
      await Promise.resolve();
      const fault = storage.fault?.(key, condition);
      if (fault === 'busy') return undefined;
      if (condition.if === 'new' && texts.has(key) && !storage.careless) return undefined;
      if (condition.if === 'tag' && tagOf(key) !== condition.tag && !storage.careless) return undefined;
      texts.set(key, text);
      return fault === 'lost' ? undefined : tagOf(key);
    },
    list: async (prefix) => {
      await Promise.resolve();
      const below = [...texts.keys()].filter((key) => key.startsWith(prefix));
      const folders = below.flatMap((key) => {
        const slash = key.indexOf('/', prefix.length);
        return slash < 0 ? [] : [key.slice(0, slash + 1)];
      });
      const objects = below.filter((key) => !key.slice(prefix.length).includes('/'));
      return {
        objects: objects.map((key) => ({ key, bytes: Buffer.byteLength(texts.get(key)!) })),
        prefixes: [...new Set(folders)],
      };
    },
  };
  return storage;
}
