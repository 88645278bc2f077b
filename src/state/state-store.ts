import type { JsonValue } from '../project/project.ts';

/**
 * JSON objects by key, kept between runs: in files beside the project, or in object storage. A key is words joined by slashes
 * (`models/dev/silver/orders`); each word may hold any characters. Every method rejects with a DiagnosticError where the storage fails.
 */
export interface StateStore {
  /** The object and its version; undefined where there is none. `state-corrupted` where it cannot be read. */
  read(key: string): Promise<StoredObject | undefined>;
  /** Writes the whole object or nothing. Answers its version, or undefined where `ifVersion` no longer holds. */
  write(key: string, value: JsonValue, options?: WriteOptions): Promise<string | undefined>;
  /** Removes the object; false where `ifVersion` no longer holds. */
  remove(key: string, options?: WriteOptions): Promise<boolean>;
  /** Keys below a prefix of whole words, sorted. */
  list(prefix: string): Promise<readonly string[]>;
  /** Adds lines to a log under a key of its own; what was added stays, whenever the process dies. */
  append(key: string, lines: readonly JsonValue[]): Promise<void>;
  /** The lines of a log, oldest first; none where there is no log. A line cut off by a crash is left out. */
  readLog(key: string): Promise<readonly JsonValue[]>;
}

export interface StoredObject {
  readonly value: JsonValue;
  /** Changes with every write; never used twice for one key. */
  readonly version: string;
}

export interface WriteOptions {
  /** Write only if the object still has this version, or, for null, does not exist. */
  readonly ifVersion?: string | null;
  /** Whether it must survive a power cut; default true. Locks need not. */
  readonly durable?: boolean;
}
