import { createResolver } from '../../graph/index.ts';
import type { AnalysedProject } from '../analysis.ts';
import { fieldOrigin, thingAt } from '../columns/column-at.ts';
import { columnPlace, declared, isSame, type NodeColumnName } from '../columns/column-place.ts';
import { yamlColumnAt, type YamlColumn } from '../columns/yaml-column.ts';
import { callAt } from '../names/calls-at.ts';
import { findNamed, placeOf, type Named } from '../names/find-named.ts';
import { varKeyAt } from '../names/var-place.ts';
import { fileRange, isWrittenSo, type FileRange } from '../positions/template-map.ts';
import { isColumn, partsOf, visitTree } from '../positions/tree-path.ts';
import { isYaml, type View } from './view.ts';

/** Where else the thing at a place is named; `withDefinition`: and where it is made. */
export function referencesAt(view: View, withDefinition: boolean): readonly FileRange[] {
  const { project, file, text, offset, isCurrent } = view;
  const call = callAt(text, offset, { isTemplate: !isYaml(file) });
  const named = call ? findNamed(project, call) : definedAt(view);
  if (named) {
    const place = withDefinition ? placeOf(project, named) : undefined;
    return distinctRanges([...(place ? [place] : []), ...namesOf(project, named)]);
  }
  if (!isCurrent) return [];
  const column = columnNamedAt(view);
  if (!column) return [];
  const made = withDefinition ? columnPlace(project, column) : undefined;
  const inYaml = declared(project, column);
  return distinctRanges([...(made ? [made] : []), ...(inYaml ? [inYaml] : []), ...columnReferences(project, column)]);
}

/** The column of a node that a place means, and where its name stands. */
export function columnNamedAt({ project, file, offset }: View): YamlColumn | undefined {
  if (isYaml(file)) return yamlColumnAt(project, file, offset);
  const thing = thingAt(project, file, offset);
  const column = thing?.kind === 'column' ? (thing.own ?? thing.origin) : undefined;
  return column && { ...column, range: thing!.range };
}

/** A macro, a node or a variable whose name stands here, where it is defined. */
function definedAt({ project, file, offset }: View): Named | undefined {
  const { macros, sources, nodes } = project.opened.project;
  const isHere = ({ span }: { span: FileRange }) => span.file === file && span.start <= offset && offset <= span.end;
  const macro = Object.values(macros).find(isHere);
  if (macro) return { kind: 'macro', macro };
  if (!isYaml(file)) return undefined;
  const name = varKeyAt(project.opened.project, file, offset);
  if (name !== undefined) return { kind: 'var', name, value: project.opened.project.vars[name] ?? null };
  const source = Object.values(sources).find(isHere);
  if (source) return { kind: 'source', source };
  const node = Object.values(nodes).find((one) => 'relation' in one && isHere(one));
  return node && 'relation' in node ? { kind: 'node', node } : undefined;
}

function namesOf(project: AnalysedProject, named: Named): readonly FileRange[] {
  if (named.kind === 'macro') return callsOf(project, named.macro.name.replace(/^(athena|trino|default)__/, ''));
  if (named.kind === 'doc')
    return textMatches(project, new RegExp(`\\bdoc\\(\\s*['"](${escape(named.block.name)})['"]`, 'g'));
  if (named.kind === 'var')
    return textMatches(project, new RegExp(`\\bvar\\(\\s*['"](${escape(named.name)})['"]`, 'g'));
  const { project: all } = project.opened;
  const resolver = createResolver(all);
  const users = [...Object.values(all.nodes), ...Object.values(all.exposures)];
  return users.flatMap(
    ({ references }): readonly FileRange[] =>
    named.kind === 'node'
      ? references.refs.filter((ref) => resolver.ref(ref)?.uniqueId === named.node.uniqueId).map(({ span }) => span)
      : references.sources.filter((one) => resolver.source(one)?.uniqueId === named.source.uniqueId).map(({ span }) => span), // prettier-ignore
  );
}

/** Calls of a macro, in tags alone. */
function callsOf(project: AnalysedProject, name: string): readonly FileRange[] {
  const found = textMatches(project, new RegExp(`(?<![\\p{L}\\p{N}_])(${escape(name)})\\s*\\(`, 'gu'));
  const { texts } = project.opened.project;
  return found.filter(({ file, start }) => {
    const call = callAt(texts[file] ?? '', start, { isTemplate: true });
    return call?.kind === 'macro' && call.name === name;
  });
}

function textMatches({ opened: { project } }: AnalysedProject, pattern: RegExp): readonly FileRange[] {
  return Object.entries(project.texts).flatMap(([file, text]) =>
    [...text.matchAll(pattern)].map((match) => {
      const start = match.index + match[0].indexOf(match[1]!);
      return { file, start, end: start + match[1]!.length };
    }),
  );
}

function escape(name: string): string {
  return name.replace(/[^\p{L}\p{N}_]/gu, '\\$&');
}

/** Where queries read a node's column under its own name, also through CTEs that only pass it on. */
export function columnReferences(project: AnalysedProject, of: NodeColumnName): readonly FileRange[] {
  const { graph } = project.opened;
  const readers = [of.id, ...(graph.nodes[of.id]?.children ?? [])];
  return distinctRanges(
    readers
      .flatMap((id) => project.readingsOf(id))
      .flatMap((reading) => {
        const found: FileRange[] = [];
        const { bound, whole } = reading;
        if (!bound) return found;
        visitTree(bound.statement.query, (node) => {
          if (!isColumn(node)) return;
          const reference = bound.facts.reference(node);
          if (reference?.kind !== 'field') return;
          const origin = fieldOrigin(reading, reference.field);
          const part = partsOf(node, whole.text)[reference.parts - 1];
          if (!part || !origin || origin.id !== of.id || !isSame(origin.column, of.column)) return;
          const range = fileRange(reading, part);
          if (range && isWrittenSo(reading, part)) found.push(range);
        });
        return found;
      }),
  );
}

function distinctRanges(ranges: readonly FileRange[]): readonly FileRange[] {
  return [...new Map(ranges.map((range) => [`${range.file}:${range.start}:${range.end}`, range])).values()];
}
