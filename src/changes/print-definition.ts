import type { Exposure, ProjectNode, UnitTest, UnitTestInput } from '../project/project.ts';
import { canonical } from './canonical.ts';
import type { Digest, NodePrint } from './fingerprint.ts';
import { templateWords } from './template-words.ts';

export function printExposure(exposure: Exposure, parents: readonly string[], digest: Digest): NodePrint {
  const { type, owner, url, maturity, meta, label, description } = exposure;
  return {
    ...NOTHING,
    fingerprints: {
      ...NOTHING.fingerprints,
      body: { text: digest(canonical({ type, owner, url, maturity, parents })) },
      configs: digest(canonical({ meta })),
      descriptions: digest(canonical({ label, description })),
    },
  };
}

export function printUnitTest(test: UnitTest, digest: Digest): NodePrint {
  const { model, overrides, expect, meta } = test;
  const given = test.given.map((input) => [inputText(input), rowsOf(input)]);
  const body = canonical([model, given, rowsOf(expect), overrides]);
  return {
    ...NOTHING,
    fingerprints: { ...NOTHING.fingerprints, body: { text: digest(body) }, configs: digest(canonical({ meta })) },
  };
}

const NOTHING: NodePrint = {
  fingerprints: { body: { text: '' }, configs: '', contract: '', descriptions: '', relation: '' },
  enforced: false,
  columns: [],
};

/** What makes a test that is no query of the project's own. */
export function testDefinition(node: ProjectNode): string | undefined {
  if (node.resourceType !== 'test' || node.test.kind !== 'generic') return undefined;
  const { name, arguments: given, columnName, attachedTo, onFail, maxFraction } = node.test;
  return canonical({ name, given, columnName, attachedTo, onFail, maxFraction });
}

/** What a unit test's input stands for: `ref orders`, `source erp.parts`, `this`. */
export function inputText({ input }: UnitTestInput): string {
  if (input === 'this') return input;
  return 'ref' in input ? `ref ${input.ref.name}` : `source ${input.source.source}.${input.source.table}`;
}

/** Rows with their columns in one order, or a query's words. */
export function rowsOf({ rows, sql }: Pick<UnitTestInput, 'rows' | 'sql'>): unknown {
  return sql === undefined ? (rows ?? []).map((row) => Object.entries(row).sort()) : templateWords(sql);
}
