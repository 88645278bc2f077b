import type { JsonObject } from '../project/project.ts';
import type { NodePrint } from './fingerprint.ts';

/** A node of an earlier manifest. */
export interface EarlierNode {
  readonly uniqueId: string;
  /** Absent in manifests that lakemodel did not write. */
  readonly print?: NodePrint;
  /** The entry as it stands in the manifest. */
  readonly entry: JsonObject;
}

export interface EarlierMacro {
  readonly print?: string;
  readonly sql: string;
}

/** An earlier manifest, of lakemodel or of dbt, by unique id. */
export interface EarlierManifest {
  readonly nodes: ReadonlyMap<string, EarlierNode>;
  readonly macros: ReadonlyMap<string, EarlierMacro>;
}

/**
 * Finds the earlier version of a node: the one with its unique id, or the one data test of its name, as the hash at the end of a test's id
 * is made of the test's configuration.
 */
export function createFinder({ nodes }: EarlierManifest): (uniqueId: string) => EarlierNode | undefined {
  const tests = new Map<string, EarlierNode[]>();
  for (const node of nodes.values()) {
    const name = testName(node.uniqueId);
    if (name !== undefined) tests.set(name, [...(tests.get(name) ?? []), node]);
  }
  return (uniqueId) => {
    const found = nodes.get(uniqueId);
    const name = found ? undefined : testName(uniqueId);
    const [only, ...more] = name === undefined ? [] : (tests.get(name) ?? []);
    return found ?? (more.length === 0 ? only : undefined);
  };
}

function testName(uniqueId: string): string | undefined {
  return /^(test\..+)\.[0-9a-f]{10}$/.exec(uniqueId)?.[1];
}
