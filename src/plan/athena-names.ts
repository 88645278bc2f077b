import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { RelationNode } from '../project/project.ts';
import { fileOf } from './projection.ts';
import type { PlanScope } from './scope.ts';

/** Glue, "Table structure": a name is one line of 1 to 255 bytes. */
const MOST_BYTES = 255;
// A letter, digit or underscore of any script; Athena's guide ("Name databases, tables, and columns") supports no other sign.
const PLAIN = /^[\p{L}\p{N}_]+$/u;

/** Names of a node's relation and columns that Glue cannot have, or that Athena's guide says its statements may fail on. Other engines take any name. */
export function athenaNameProblems(
  node: RelationNode,
  columns: readonly Column[],
  scope: PlanScope,
): readonly Diagnostic[] {
  if (scope.dialect !== 'athena') return [];
  const { schema, identifier } = node.relation;
  const names = [
    { what: 'schema', name: schema },
    { what: 'table', name: identifier },
    ...columns.map(({ name }) => ({ what: 'column', name })),
  ];
  const at = fileOf(node, scope);
  return names.flatMap(({ what, name }) => {
    const why = impossible(name);
    if (why !== undefined) return [diagnose('name-not-in-glue', { model: node.name, what, name, why }, { at })];
    return PLAIN.test(name) ? [] : [diagnose('name-unsupported-on-athena', { model: node.name, what, name }, { at })];
  });
}

function impossible(name: string): string | undefined {
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > MOST_BYTES) return `it has ${bytes} bytes, and Glue takes ${MOST_BYTES}`;
  return /\p{Cc}/u.test(name) ? 'Glue takes names of one line, without control characters' : undefined;
}
