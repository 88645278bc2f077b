import { createResolver } from '../../graph/index.ts';
import type { DocsBlock, JsonValue, Macro, Project, RelationNode, SourceTable } from '../../project/project.ts';
import type { AnalysedProject } from '../analysis.ts';
import type { FileRange } from '../positions/template-map.ts';
import type { NamedCall } from './calls-at.ts';
import { varPlace } from './var-place.ts';

/** What a name means. */
export type Named =
  | { readonly kind: 'node'; readonly node: RelationNode }
  | { readonly kind: 'source'; readonly source: SourceTable }
  | { readonly kind: 'macro'; readonly macro: Macro }
  | { readonly kind: 'doc'; readonly block: DocsBlock }
  | { readonly kind: 'var'; readonly name: string; readonly value: JsonValue };

/** What a call names; undefined where the project has no such thing. */
export function findNamed({ opened: { project } }: AnalysedProject, call: NamedCall): Named | undefined {
  switch (call.kind) {
    case 'ref': {
      const node = createResolver(project).ref({ name: call.name });
      return node && { kind: 'node', node };
    }
    case 'source': {
      const source = createResolver(project).source({ source: call.source, table: call.table });
      return source && { kind: 'source', source };
    }
    case 'doc': {
      const block = Object.values(project.docs).find(({ name }) => name === call.name);
      return block && { kind: 'doc', block };
    }
    case 'var': {
      const value = Object.hasOwn(project.vars, call.name) ? project.vars[call.name] : undefined;
      return value === undefined ? undefined : { kind: 'var', name: call.name, value };
    }
    case 'macro': {
      const macro = macroNamed(project, call.name);
      return macro && { kind: 'macro', macro };
    }
  }
}

/** A macro, or what `adapter.dispatch` may choose for that name. */
function macroNamed({ macros }: Project, name: string): Macro | undefined {
  const all = Object.values(macros);
  return all.find((macro) => macro.name === name) ?? all.find((macro) => macro.name === `default__${name}`);
}

/** The generic test of the project that YAML means by a name. */
export function testNamed({ opened: { project } }: AnalysedProject, name: string): Macro | undefined {
  return Object.values(project.macros).find(
    (macro) => macro.kind === 'test' && macro.name.replace(/^test_/, '') === name,
  );
}

/** Where something is defined; undefined for a variable that the command line alone gives. */
export function placeOf({ opened: { project } }: AnalysedProject, named: Named): FileRange | undefined {
  switch (named.kind) {
    case 'node':
      return nodePlace(named.node);
    case 'source':
      return named.source.span;
    case 'macro':
      return named.macro.span;
    case 'doc': {
      const { path, name } = named.block;
      const at = new RegExp(`\\{%-?\\s*docs\\s+${name}\\b`).exec(project.texts[path] ?? '')?.index ?? 0;
      return { file: path, start: at, end: at };
    }
    case 'var':
      return varPlace(project, named.name);
  }
}

/** A model's file; of a snapshot, where its block or its YAML names it. */
export function nodePlace({ path, span, resourceType }: RelationNode): FileRange {
  if (resourceType === 'snapshot') return span;
  return { file: path, start: 0, end: 0 };
}
