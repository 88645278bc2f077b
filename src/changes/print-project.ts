import type { Graph } from '../graph/index.ts';
import type { MacroLibrary } from '../jinja/index.ts';
import type { Project, ProjectNode } from '../project/project.ts';
import type { BodyPrint, Digest, NodePrint, ProjectPrint } from './fingerprint.ts';
import { createBodyPrinter, type PrintBody, type Remember } from './print-body.ts';
import {
  printExposure,
  printNode,
  printSource,
  printUnitTest,
  testDefinition,
  type KnownColumns,
} from './print-node.ts';
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
export async function printProject(input: PrintInput): Promise<ProjectPrint> {
  const { project, graph, library, digest, remember, columnsOf } = input;
  const printBody = createBodyPrinter(project, { library, digest, remember });
  const nodes = new Map<string, NodePrint>();
  for (const node of Object.values(project.nodes))
    nodes.set(node.uniqueId, printNode(node, await bodyOf(node, printBody, digest), digest, columnsOf));
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

async function bodyOf(node: ProjectNode, printBody: PrintBody, digest: Digest): Promise<BodyPrint> {
  if (node.resourceType === 'seed') return { text: node.checksum };
  if (node.resourceType !== 'test') return printBody(node, node.code);
  const definition = testDefinition(node);
  if (definition !== undefined) return { text: digest(definition) };
  return printBody(node, node.test.kind === 'singular' ? node.test.code : '');
}
