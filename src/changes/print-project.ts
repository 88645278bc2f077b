import type { Graph } from '../graph/index.ts';
import type { MacroLibrary } from '../jinja/index.ts';
import type { Project, ProjectNode } from '../project/project.ts';
import { canonical } from './canonical.ts';
import type { BodyPrint, Digest, NodePrint, ProjectPrint } from './fingerprint.ts';
import { createBodyPrinter, type PrintBody, type Remember } from './print-body.ts';
import type { KnownColumns } from './contract-columns.ts';
import { printExposure, printUnitTest, testDefinition } from './print-definition.ts';
import { printNode } from './print-node.ts';
import { printSource } from './print-source.ts';
import { templateWords } from './template-words.ts';

export interface PrintInput {
  readonly project: Project;
  readonly graph: Graph;
  readonly library: MacroLibrary;
  readonly digest: Digest;
  readonly remember?: Remember;
  readonly columnsOf?: KnownColumns;
}

/** Fingerprints of everything in a project that can be selected, and of its macros. The same files give the same, whatever the target. */
export function printProject(input: PrintInput): ProjectPrint {
  const { project, graph, library, digest, remember, columnsOf } = input;
  const printBody = createBodyPrinter(project, { library, digest, remember });
  const nodes = new Map<string, NodePrint>();
  const rules = rowRules(project);
  for (const node of Object.values(project.nodes))
    nodes.set(
      node.uniqueId,
      printNode(node, {
        body: bodyOf(node, printBody, digest),
        rules: rules.get(node.uniqueId) ?? [],
        digest,
        columnsOf,
      }),
    );
  for (const source of Object.values(project.sources))
    nodes.set(source.uniqueId, printSource(source, project, digest, columnsOf));
  for (const exposure of Object.values(project.exposures))
    nodes.set(exposure.uniqueId, printExposure(exposure, graph.nodes[exposure.uniqueId]?.parents ?? [], digest));
  for (const test of Object.values(project.unitTests)) nodes.set(test.uniqueId, printUnitTest(test, digest));
  const macros = Object.values(project.macros).map(
    ({ uniqueId, code }) => [uniqueId, digest(templateWords(code))] as const,
  );
  return { nodes, macros: new Map(macros) };
}

function bodyOf(node: ProjectNode, printBody: PrintBody, digest: Digest): BodyPrint {
  if (node.resourceType === 'seed') return { text: node.checksum };
  if (node.resourceType !== 'test') return printBody(node, node.code);
  const definition = testDefinition(node);
  if (definition !== undefined) return { text: digest(definition) };
  return printBody(node, node.test.kind === 'singular' ? node.test.code : '');
}

/** Row rules by the node that they guard: what it publishes hangs on them, so they are part of its configuration. */
function rowRules({ nodes }: Project): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, string[]>();
  for (const node of Object.values(nodes)) {
    if (node.resourceType !== 'test' || node.test.kind !== 'generic' || node.test.onFail === undefined) continue;
    const { attachedTo } = node.test;
    const rule = canonical([testDefinition(node), node.config.where]);
    rules.set(attachedTo, [...(rules.get(attachedTo) ?? []), rule].sort());
  }
  return rules;
}
