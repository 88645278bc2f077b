/** Object storage as state needs it: whole texts under keys, written on conditions. Methods reject with what the service says in error. */
export interface ObjectStorage {
  /** Where a key lies, for people: `s3://bucket/key`. */
  readonly place: (key: string) => string;
  readonly get: (key: string) => Promise<StoredText | undefined>;
  /** Writes the whole text; answers its tag, or undefined where the storage refuses, because the condition does not hold or it is busy. */
  readonly put: (key: string, text: string, condition: PutCondition) => Promise<string | undefined>;
  /** What lies directly below a prefix, all pages of it: objects, and prefixes that end with a slash. */
  readonly list: (prefix: string) => Promise<Listing>;
}

export interface StoredText {
  readonly text: string;
  /** Of the text: the same text may have the same tag again. */
  readonly tag: string;
}

/** `always`: whatever is there. `new`: only where nothing is. A tag: only where the object has it. */
export type PutCondition =
  { readonly if: 'always' } | { readonly if: 'new' } | { readonly if: 'tag'; readonly tag: string };

export interface Listing {
  readonly objects: readonly { readonly key: string; readonly bytes: number }[];
  readonly prefixes: readonly string[];
}
