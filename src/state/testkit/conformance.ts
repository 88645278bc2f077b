import { beforeEach, describe, expect, test } from 'vitest';
import type { StateStore } from '../state-store.ts';

/** What every store does, whatever it keeps its objects in. `open` answers an empty one. */
export function storeConformance(name: string, open: () => StateStore | Promise<StateStore>, writers = 40): void {
  const here = {} as { store: StateStore };
  const fresh = async () => {
    here.store = await open();
  };

  describe(`${name}: objects`, () => {
    beforeEach(fresh);

    test('are read as they were written, under versions that are never used twice', async () => {
      expect(await here.store.read('a')).toBeUndefined();
      const first = await here.store.write('a', { x: [1, 'ü', null] });
      expect(await here.store.read('a')).toEqual({ value: { x: [1, 'ü', null] }, version: first });
      const second = await here.store.write('a', 2);
      expect(await here.store.remove('a')).toBe(true);
      expect(await here.store.read('a')).toBeUndefined();
      const third = await here.store.write('a', 3);
      expect(new Set([first, second, third]).size).toBe(3);
    });

    test('are written only if they are as they were read', async () => {
      const first = await here.store.write('a', 1, { ifVersion: null });
      expect(first).toBeDefined();
      expect(await here.store.write('a', 2, { ifVersion: null })).toBeUndefined();
      const second = await here.store.write('a', 2, { ifVersion: first as string });
      expect(await here.store.write('a', 3, { ifVersion: first as string })).toBeUndefined();
      expect(await here.store.remove('a', { ifVersion: first as string })).toBe(false);
      expect(await here.store.remove('a', { ifVersion: second as string })).toBe(true);
      expect(await here.store.remove('a', { ifVersion: second as string })).toBe(false);
      expect(await here.store.write('a', 4, { ifVersion: second as string })).toBeUndefined();
      expect(await here.store.write('a', 4, { ifVersion: null })).toBeDefined();
      expect(await here.store.remove('never')).toBe(true);
    });

    test('are listed below whole words, removed ones and logs with the rest', async () => {
      for (const key of ['models/dev/b', 'models/dev/a', 'models/development/c', 'locks/x'])
        await here.store.write(key, 1);
      await here.store.remove('models/dev/b');
      await here.store.append('models/dev/log', [1]);
      expect(await here.store.list('models/dev')).toEqual(['models/dev/a', 'models/dev/log']);
      expect(await here.store.list('nothing')).toEqual([]);
      expect(await here.store.list('')).toHaveLength(4);
    });

    test('count up correctly when many write at once', async () => {
      const increment = async (): Promise<void> => {
        const current = await here.store.read('n');
        const value = Number(current?.value ?? 0) + 1;
        if ((await here.store.write('n', value, { ifVersion: current?.version ?? null, durable: false })) === undefined)
          return increment();
      };
      await Promise.all(Array.from({ length: writers }, increment));
      expect((await here.store.read('n'))?.value).toBe(writers);
    });

    test('written by many at once without condition end as one of them', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, value) => here.store.write('n', value, { durable: false })));
      expect((await here.store.read('n'))?.value).toBeGreaterThanOrEqual(0);
    });

    test('of any key stay apart', async () => {
      const long = 'x'.repeat(300);
      const keys = [
        'a',
        'A',
        'a/b',
        'a/1.json',
        'a/b.jsonl',
        '../outside',
        'a/..',
        '.hidden',
        'ü/ß',
        '%41',
        '',
        'a//b',
        long,
        `${long}y`,
        '\0',
        'con',
      ];
      for (const key of keys) await here.store.write(key, key);
      for (const key of keys) expect((await here.store.read(key))?.value).toBe(key);
      const listed = await here.store.list('a');
      expect(listed).toEqual(['a', 'a/..', 'a//b', 'a/1.json', 'a/b', 'a/b.jsonl'].sort());
    });
  });

  describe(`${name}: logs`, () => {
    beforeEach(fresh);

    test('keep their lines in order', async () => {
      await here.store.append('history/a', [{ n: 1 }, { text: 'two\nlines' }]);
      await here.store.append('history/a', [3]);
      expect(await here.store.readLog('history/a')).toEqual([{ n: 1 }, { text: 'two\nlines' }, 3]);
      expect(await here.store.readLog('history/b')).toEqual([]);
    });
  });
}
