import type { Connection, ExecuteOptions } from '../../../src/engines/engine.ts';
import type { StateStore } from '../../../src/state/index.ts';

/**
 * A process that can be killed in the middle of a run without being one: from its death on, nothing that it has asked for is answered and nothing more is
 * sent; no state is written, no lock given back, nothing cleaned up. What the engine was told before goes on there.
 */
export interface Life {
  /** Counted: both sides of every writing statement, of every catalog action and of every write of state. */
  moments: number;
  isDead: boolean;
  readonly dieAt: number;
  /** What is no moment. */
  readonly besides: RegExp;
  readonly die: (moment: string) => void;
  readonly connections: Connection[];
}

const world: { life?: Life | undefined; store?: StateStore } = {};

/** Whether a run came to its end, or at which moment it was killed. */
export type Ending<T> = { readonly result: T; readonly moments: number } | { readonly died: string };

/** Does work that is killed at its `dieAt`th moment (1, 2, …) besides some, if it has so many. One such at a time. */
export async function killedAt<T>(dieAt: number, besides: RegExp, work: () => Promise<T>): Promise<Ending<T>> {
  let die: (moment: string) => void = () => undefined;
  const death = new Promise<Ending<T>>((resolve) => {
    die = (died) => resolve({ died });
  });
  const life: Life = { moments: 0, isDead: false, dieAt, besides, die, connections: [] };
  world.life = life;
  try {
    return await Promise.race([death, work().then((result) => ({ result, moments: life.moments }))]);
  } finally {
    world.life = undefined;
    // Those of the dead go when their last answer has come, which nobody waits for.
    for (const connection of life.connections) void connection.close().catch(() => undefined);
  }
}

/** The store that was opened last. */
export function latestStore(): StateStore {
  if (!world.store) throw new Error('No state was opened');
  return world.store;
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** One more moment: the end, or passed. */
function passes(life: Life, what: string): boolean {
  if (life.isDead) return false;
  if (life.besides.test(what)) return true;
  life.moments += 1;
  if (life.moments !== life.dieAt) return true;
  life.isDead = true;
  life.die(what);
  return false;
}

/** What `work` gives, unless death comes first. */
async function alive<T>(life: Life, work: () => Promise<T>): Promise<T> {
  if (life.isDead) return never();
  const end = await work().then(
    (result) => () => result,
    (error: unknown) => () => {
      throw error;
    },
  );
  return life.isDead ? never() : end();
}

async function around<T>(life: Life, what: string, work: () => Promise<T>): Promise<T> {
  if (!passes(life, `before ${what}`)) return never();
  const result = await alive(life, work);
  return passes(life, `after ${what}`) ? result : never();
}

const WRITING = /^\s*(?:--[^\n]*\n\s*)*(?:CREATE|INSERT|MERGE|DROP|ALTER|UPDATE|DELETE|COMMENT|OPTIMIZE|VACUUM)\b/i;

/** A connection of the process that lives now; DuckDB's dies with its process in a test of its own. */
export function mortalConnection(connection: Connection): Connection {
  const { life } = world;
  if (!life || connection.dialect.name === 'duckdb') return connection;
  life.connections.push(connection);
  const execute = (sql: string, options: ExecuteOptions = {}) => {
    if (!WRITING.test(sql)) return alive(life, () => connection.execute(sql, options));
    return around(life, sql, () => connection.execute(sql, { ...options, ...noticed(life, sql, connection, options) }));
  };
  return {
    ...connection,
    dialect: connection.dialect,
    execute,
    describe: (relations) => alive(life, () => connection.describe(relations)),
    tables: (schema) => alive(life, () => connection.tables(schema)),
    schemas: () => alive(life, () => connection.schemas()),
    ...(connection.act && {
      act: (action, options) => around(life, action.kind, () => connection.act!(action, options)),
    }),
    ...(connection.settle && { settle: (id) => alive(life, () => connection.settle!(id)) }),
    ...(connection.left && { left: (by) => alive(life, () => connection.left!(by)) }),
    ...(connection.sizes && { sizes: (relations) => alive(life, () => connection.sizes!(relations)) }),
    close: () => (life.isDead ? never() : connection.close()),
  };
}

/** Death between the engine's taking a query and its being remembered, and while it runs: there it goes on either way. */
function noticed(
  life: Life,
  sql: string,
  { dialect }: Connection,
  { onQueryId }: ExecuteOptions,
): Pick<ExecuteOptions, 'onQueryId'> {
  if (!onQueryId) return {};
  return {
    onQueryId: async (id) => {
      // Trino begins a statement when its first page is asked for, which a dead client does not do; Athena has begun.
      if (!passes(life, `unnoticed ${sql}`)) return dialect.name === 'trino' ? never() : undefined;
      await onQueryId(id);
      passes(life, `while running ${sql}`);
    },
  };
}

/** The state of the process that lives now. */
export function mortalStore(store: StateStore): StateStore {
  world.store = store;
  const { life } = world;
  if (!life) return store;
  return {
    read: (key) => alive(life, () => store.read(key)),
    write: (key, value, options) => around(life, `state ${key}`, () => store.write(key, value, options)),
    remove: (key, options) => around(life, `no state ${key}`, () => store.remove(key, options)),
    list: (prefix) => alive(life, () => store.list(prefix)),
    append: (key, lines) => alive(life, () => store.append(key, lines)),
    readLog: (key) => alive(life, () => store.readLog(key)),
  };
}
