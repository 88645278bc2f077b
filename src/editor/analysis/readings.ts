import { bindStatement } from '../../bind/bind.ts';
import type { Catalog } from '../../bind/catalog.ts';
import { FIRST_TIME, type CompilableNode, type Compiler } from '../../compile/compiler.ts';
import { createKnownRelations } from '../../compile/known-relations.ts';
import type { Column } from '../../engines/engine.ts';
import type { Project, ProjectNode } from '../../project/project.ts';
import { relationOf } from '../../plan/columns.ts';
import { parseSql } from '../../sql/parse.ts';
import type { Reading } from '../analysis.ts';

export interface ReadingsOptions {
  readonly project: Project;
  readonly compiler: Compiler;
  readonly columnsOf: (id: string) => readonly Column[] | undefined;
}

/** Reads templates when they are first asked for. */
export function createReadings({ project, compiler, columnsOf }: ReadingsOptions): (id: string) => readonly Reading[] {
  const known = new Map<string, readonly Reading[]>();
  let catalog: Catalog | undefined;
  const read = (id: string): readonly Reading[] => {
    const node = project.nodes[id];
    if (!node || !isWritten(node)) return [];
    catalog ??= catalogOf(project, columnsOf);
    const situations = node.references.usesIsIncremental ? [false, true] : [false];
    return situations.flatMap((isIncremental) => readNode(node, { isIncremental, compiler, catalog: catalog! }) ?? []);
  };
  return (id) => {
    const readings = known.get(id) ?? read(id);
    known.set(id, readings);
    return readings;
  };
}

/** Whether a node has a template of its own. */
export function isWritten(node: ProjectNode): node is CompilableNode {
  if (node.resourceType === 'test') return node.test.kind === 'singular';
  return node.resourceType !== 'seed';
}

interface ReadOptions {
  readonly isIncremental: boolean;
  readonly compiler: Compiler;
  readonly catalog: Catalog;
}

function readNode(node: CompilableNode, { isIncremental, compiler, catalog }: ReadOptions): Reading | undefined {
  const { value: writing } = compiler.write(node, { ...FIRST_TIME, isIncremental });
  if (!writing) return undefined;
  const fileOffset = node.resourceType === 'snapshot' ? node.codeOffset : 0;
  const bound = boundIn({ file: node.path, text: writing.whole.text }, catalog);
  return { id: node.uniqueId, isIncremental, fileOffset, ...writing, ...(bound && { bound }) };
}

// What is nested as deep as the stack was told when the node was compiled.
function boundIn(source: { readonly file: string; readonly text: string }, catalog: Catalog): Reading['bound'] {
  try {
    const { value: statement } = parseSql(source);
    return statement && bindStatement(statement, catalog);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function catalogOf(project: Project, columnsOf: ReadingsOptions['columnsOf']): Catalog {
  const relations = createKnownRelations();
  for (const id of [...Object.keys(project.sources), ...Object.keys(project.nodes)]) {
    const relation = relationOf(project, id);
    const columns = relation && columnsOf(id);
    if (columns) relations.add({ relation, columns, id });
  }
  return relations;
}
