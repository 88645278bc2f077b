/** Makes a short text of a long one, another for every other: a cryptographic hash, passed in. */
export type Digest = (text: string) => string;

/** What a node's own query, rows or definition are. */
export interface BodyPrint {
  /** Of the words of the template, and of the variables that it uses. */
  readonly text: string;
  /** Of the syntax tree of what the template renders to; absent where the tree does not stand for the whole template. */
  readonly tree?: string;
}

/** Each part of a node as one text, which is the same where the part means the same. */
export interface Fingerprints {
  readonly body: BodyPrint;
  readonly configs: string;
  readonly contract: string;
  readonly descriptions: string;
  readonly relation: string;
}

/** A column as far as those who read it rely on it. */
export interface ContractColumn {
  readonly name: string;
  /** Trino's type in canonical text; absent where nobody says it. */
  readonly type?: string;
  readonly nullable: boolean;
}

/** What is kept of a node to compare a later version with. Plain data. */
export interface NodePrint {
  readonly fingerprints: Fingerprints;
  /** Whether the columns are a contract. */
  readonly enforced: boolean;
  readonly columns: readonly ContractColumn[];
}

/** A whole project's. */
export interface ProjectPrint {
  /** Models, seeds, snapshots, analyses, tests, sources, exposures and unit tests by unique id. */
  readonly nodes: ReadonlyMap<string, NodePrint>;
  /** The words of each macro, by unique id. */
  readonly macros: ReadonlyMap<string, string>;
}
