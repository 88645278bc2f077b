import { randomUUID } from 'node:crypto';
import { diagnose, DiagnosticError } from '../diagnostics/index.ts';
import type { JsonValue } from '../project/project.ts';
import { keyNames, keyWord } from './key-path.ts';
import type { ObjectStorage, StoredText } from './object-storage.ts';
import type { StateStore, StoredObject, WriteOptions } from './state-store.ts';

/*
 * An object `models/dev/orders` is `models/dev/orders.json`, written under conditions on its tag. Tags are made from content, so each write carries
 * an id of its own: the same value written twice has two tags, and a version is never used twice. Nothing is ever deleted, because not every
 * storage deletes on a condition: an object that is removed is its id alone, which a listing tells by its size. A log is a folder `x.jsonl/` with one
 * object for each append, in the order of their names.
 */

const OBJECT = '.json';
const LOG = '.jsonl/';
const GETS_AT_ONCE = 16;
const ATTEMPTS = 5;

export interface ObjectStoreOptions {
  readonly objects: ObjectStorage;
  /** Below which all lies: empty, or ends with a slash. */
  readonly prefix: string;
  /** Tries before the first conditional write whether the storage honours conditions: services other than Amazon's S3 may ignore them. */
  readonly tryConditions?: boolean;
  readonly now?: () => number;
}

/** State in object storage that writes on conditions. Several processes on several machines may use it at once. */
export function createObjectStore({ objects, prefix, tryConditions, now = Date.now }: ObjectStoreOptions): StateStore {
  const pathOf = (key: string) => `${prefix}${keyNames(key).join('/')}`;
  const objectOf = (key: string) => `${pathOf(key)}${OBJECT}`;
  const guard = <T>(path: string, work: () => Promise<T>) => guarded(objects.place(path), work);
  let honoured: Promise<void> | undefined;
  const conditional = async (path: string, text: Written, version: string | null) => {
    if (tryConditions === true) await (honoured ??= checkConditions(objects, prefix));
    return replace(objects, path, text, version);
  };
  const write = async (path: string, text: Written, { ifVersion }: WriteOptions): Promise<string | undefined> => {
    if (ifVersion === undefined) return objects.put(path, text.text, { if: 'always' });
    const version = await conditional(path, text, ifVersion);
    if (version !== undefined || ifVersion !== null) return version;
    const current = await objects.get(path);
    return current && isRemoved(current.text) ? conditional(path, text, current.tag) : undefined;
  };
  const nextName = entryNames(now);
  return {
    read: (key) =>
      guard(objectOf(key), async () => {
        const current = await objects.get(objectOf(key));
        return current && parsed(current, objects.place(objectOf(key)));
      }),
    write: (key, value, options = {}) => guard(objectOf(key), () => write(objectOf(key), written(value), options)),
    remove: (key, { ifVersion } = {}) =>
      guard(objectOf(key), async () => {
        const current = await objects.get(objectOf(key));
        const isThere = current !== undefined && !isRemoved(current.text);
        if (!isThere) return ifVersion === undefined || ifVersion === null;
        return (await write(objectOf(key), removed(), ifVersion === undefined ? {} : { ifVersion })) !== undefined;
      }),
    list: (key) => guard(prefix, async () => (await keysOf(objects, prefix, key)).sort()),
    append: (key, lines) =>
      guard(`${pathOf(key)}${LOG}`, async () => {
        if (lines.length === 0) return;
        const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
        await objects.put(`${pathOf(key)}${LOG}${nextName()}`, text, { if: 'always' });
      }),
    readLog: (key) => guard(`${pathOf(key)}${LOG}`, () => readEntries(objects, `${pathOf(key)}${LOG}`)),
  };
}

interface Written {
  readonly id: string;
  readonly text: string;
}

function written(value: JsonValue): Written {
  const id = randomUUID();
  return { id, text: JSON.stringify({ id, value }) };
}

function removed(): Written {
  const id = randomUUID();
  return { id, text: JSON.stringify({ id }) };
}

const REMOVED_BYTES = removed().text.length;

function isRemoved(text: string): boolean {
  return /^\{"id":"[0-9a-f-]{36}"\}$/.test(text);
}

function parsed({ text, tag }: StoredText, place: string): StoredObject | undefined {
  if (isRemoved(text)) return undefined;
  try {
    const { value } = JSON.parse(text) as { value: JsonValue };
    if (value !== undefined) return { value, version: tag };
  } catch {
    // Said below.
  }
  throw new DiagnosticError([diagnose('state-corrupted', { file: place })]);
}

/** Writes where the object still has this tag (null: is not there); answers the new tag, or undefined where it has not. */
async function replace(
  objects: ObjectStorage,
  path: string,
  { id, text }: Written,
  tag: string | null,
): Promise<string | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const written = await objects.put(path, text, tag === null ? { if: 'new' } : { if: 'tag', tag });
    if (written !== undefined) return written;
    const current = await objects.get(path);
    // The client has sent it twice, since the first answer was lost: it is there.
    if (current?.text.includes(id)) return current.tag;
    if ((current?.tag ?? null) !== tag) return undefined;
    // Refused although it is unchanged: another write was on its way that came to nothing.
  }
  return undefined;
}

async function checkConditions(objects: ObjectStorage, prefix: string): Promise<void> {
  const path = `${prefix}conditions${OBJECT}`;
  const probe = written('whether conditions are honoured');
  await objects.put(path, probe.text, { if: 'always' });
  const again = await objects.put(path, probe.text, { if: 'new' });
  const other = await objects.put(path, probe.text, { if: 'tag', tag: '"00000000000000000000000000000000"' });
  if (again === undefined && other === undefined) return;
  throw new DiagnosticError([diagnose('state-not-conditional', { path: objects.place(prefix) })]);
}

async function keysOf(objects: ObjectStorage, root: string, key: string): Promise<string[]> {
  const path = key === '' ? '' : keyNames(key).join('/');
  const below = await keysBelow(objects, root, path === '' ? '' : `${path}/`);
  if (path === '') return below;
  const own = await objects.list(`${root}${path}${OBJECT}`);
  const isOwn =
    own.objects.some((object) => object.key === `${root}${path}${OBJECT}` && object.bytes > REMOVED_BYTES) ||
    own.prefixes.includes(`${root}${path}${LOG}`);
  return isOwn ? [key, ...below] : below;
}

async function keysBelow(objects: ObjectStorage, root: string, folder: string): Promise<string[]> {
  const listing = await objects.list(`${root}${folder}`);
  const keyOf = (path: string, ending: string) =>
    path.slice(root.length, -ending.length).split('/').map(keyWord).join('/');
  const own = listing.objects
    .filter(({ key, bytes }) => key.endsWith(OBJECT) && bytes > REMOVED_BYTES)
    .map(({ key }) => keyOf(key, OBJECT));
  const logs = listing.prefixes.filter((path) => path.endsWith(LOG)).map((path) => keyOf(path, LOG));
  const folders = listing.prefixes.filter((path) => !path.endsWith(LOG));
  const found = await Promise.all(folders.map((path) => keysBelow(objects, root, path.slice(root.length))));
  return [...own, ...logs, ...found.flat()];
}

async function readEntries(objects: ObjectStorage, folder: string): Promise<JsonValue[]> {
  const names = (await objects.list(folder)).objects.map(({ key }) => key).sort();
  const lines: JsonValue[] = [];
  for (let start = 0; start < names.length; start += GETS_AT_ONCE) {
    const texts = await Promise.all(names.slice(start, start + GETS_AT_ONCE).map((name) => objects.get(name)));
    lines.push(...texts.flatMap((entry) => (entry?.text ?? '').split('\n').flatMap(lineOf)));
  }
  return lines;
}

function lineOf(line: string): JsonValue[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as JsonValue];
  } catch {
    return [];
  }
}

/** Names that sort in the order in which they are made, by one process; of several by their clocks. */
function entryNames(now: () => number): () => string {
  const last = { time: 0, count: 0 };
  return () => {
    last.time = Math.max(last.time, now());
    last.count += 1;
    return `${String(last.time).padStart(15, '0')}-${String(last.count).padStart(8, '0')}-${randomUUID()}.jsonl`;
  };
}

async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const { name, message } = error as Error;
    // The message may be long, or empty; the name is what documentation knows.
    const reason = message === '' || message === name ? name : `${name}: ${message}`;
    throw new DiagnosticError([diagnose('state-unavailable', { path, reason })]);
  }
}
