import { FIRST_TIME, sourceOf, type CompilableNode, type Compiler, type Situation } from '../../compile/compiler.ts';
import { diagnose, type Diagnostic, type Place, type Source, type Span } from '../../diagnostics/index.ts';
import { placeAt } from '../../graph/index.ts';
import { createMacroLibrary, type MacroLibrary, type RenderedText } from '../../jinja/index.ts';
import type { ColumnRef } from '../../lineage/column-graph.ts';
import type { PlanScope } from '../../plan/scope.ts';
import type { Project, ProjectNode } from '../../project/project.ts';
import type { OpenProject } from '../../workflow/open-project.ts';
import type { AnalysedProject, Analysis } from '../analysis.ts';
import { boundText, projectCatalog, type ColumnsOf } from './bound-text.ts';
import { carriersOf } from './carriers.ts';
import { namesOf } from './names.ts';
import type { ReadStatement } from './spread.ts';
import { applyEdits, distinctEdits, type TextEdit } from './words.ts';
import { writtenScalars, type WrittenScalar } from './yaml-words.ts';

/** What a rename asks of its caller, so that it does nothing itself but think. */
export interface RenameTools {
  /** A compiler and what plans are made from, for a project that may have other macros. No warehouse is asked. */
  readonly planOf: (opened: OpenProject) => { readonly compiler: Compiler; readonly scope: PlanScope };
  /** Analyses the project with other texts of these files. Absent: the result is checked by what is known of single queries alone. */
  readonly reanalyse?: (texts: ReadonlyMap<string, string>) => Promise<Analysis>;
}

export type RenameProject = Pick<AnalysedProject, 'opened' | 'columnsOf' | 'nodesIn' | 'lineage'>;

/** One rendering of a node, read. */
export interface NodeReading {
  readonly situation: Situation;
  readonly rendered: RenderedText;
  /** Absent where the text cannot be read. */
  readonly statement?: ReadStatement;
}

/** A project as a rename looks at it. */
export interface World {
  readonly project: Project;
  readonly opened: OpenProject;
  readonly columnsOf: ColumnsOf;
  readonly tools: RenameTools;
  /** A node's renderings; kept. */
  readonly readingsOf: (node: CompilableNode) => readonly NodeReading[];
  /** Keys and values of a YAML file; kept. */
  readonly scalarsOf: (file: string) => readonly WrittenScalar[];
  readonly read: (text: string) => ReadStatement | undefined;
  /** What the project's macros are with edits of their files; kept for each set of edits. */
  readonly withMacros: (edits: FileEdits) => ReturnType<RenameTools['planOf']>;
}

/** Edits by file. */
export type FileEdits = ReadonlyMap<string, readonly TextEdit[]>;

export function createWorld({ opened, columnsOf }: RenameProject, tools: RenameTools): World {
  const { project } = opened;
  const catalog = projectCatalog(project, columnsOf);
  const readings = new Map<string, readonly NodeReading[]>();
  const scalars = new Map<string, readonly WrittenScalar[]>();
  const plans = new Map<string, ReturnType<RenameTools['planOf']>>();
  const withMacros = (edits: FileEdits): ReturnType<RenameTools['planOf']> => {
    const key = JSON.stringify([...edits]);
    const known = plans.get(key) ?? tools.planOf({ ...opened, library: libraryWith(opened, edits) });
    plans.set(key, known);
    return known;
  };
  const read = (text: string): ReadStatement | undefined => {
    const bound = boundText(text, catalog);
    if (!bound) return undefined;
    const carriers = carriersOf(bound);
    return { bound, carriers, names: namesOf(bound, carriers) };
  };
  return {
    project,
    opened,
    columnsOf,
    tools,
    read,
    scalarsOf: (file) => {
      const known = scalars.get(file) ?? writtenScalars(project.texts[file] ?? '');
      scalars.set(file, known);
      return known;
    },
    withMacros,
    readingsOf: (node) => {
      const known = readings.get(node.uniqueId);
      if (known) return known;
      const { compiler } = withMacros(new Map());
      const made = situationsOf(node).flatMap((situation): NodeReading[] => {
        const rendered = compiler.render(sourceOf(node, project.texts), node, situation).value;
        if (!rendered) return [];
        const statement = read(rendered.text);
        return [{ situation, rendered, ...(statement && { statement }) }];
      });
      readings.set(node.uniqueId, made);
      return made;
    },
  };
}

/** What a template prints with another text in it; undefined where it cannot be rendered any more, as where `ref()` names nothing now. */
export function tryText(
  compiler: Compiler,
  node: CompilableNode,
  source: Source,
  situation: Situation,
): string | undefined {
  try {
    return compiler.render(source, node, situation).value?.text;
  } catch {
    return undefined;
  }
}

/** The situations in which a node's template may print something else. */
export function situationsOf({ references }: ProjectNode): readonly Situation[] {
  return references.usesIsIncremental ? [FIRST_TIME, { ...FIRST_TIME, isIncremental: true }] : [FIRST_TIME];
}

function libraryWith({ project, library }: OpenProject, edits: FileEdits): MacroLibrary {
  if (edits.size === 0) return library;
  const files = [...new Set(Object.values(project.macros).map(({ path }) => path))].sort();
  return createMacroLibrary(
    files.map((file) => {
      const text = project.texts[file] ?? '';
      return { source: { file, text: applyEdits(text, distinctEdits(edits.get(file) ?? [])) } };
    }),
  ).value;
}

/** A node with a template of its own that a rename looks through: models, snapshots, analyses and singular tests. */
export function templated(node: ProjectNode | undefined): CompilableNode | undefined {
  if (!node || node.resourceType === 'seed') return undefined;
  return node.resourceType === 'test' && node.test.kind === 'generic' ? undefined : node;
}

/** Where a node's template begins in its file. */
export function templateOffset(node: CompilableNode): number {
  return node.resourceType === 'snapshot' ? node.codeOffset : 0;
}

/** Names of nodes and sources as users say them. */
export function nameOfNode({ nodes, sources }: Project, id: string): string {
  const source = sources[id];
  return source ? `${source.sourceName}.${source.name}` : (nodes[id]?.name ?? id);
}

/** A rename under way: what is renamed to what, and what stands against it. */
export interface Renaming {
  readonly world: World;
  /** The column's name now, as the node spells it. */
  readonly name: string;
  readonly newName: string;
  /** Nodes whose column of that name gets the new one. */
  readonly nodes: ReadonlySet<string>;
  readonly refusals: Refusals;
  /** The edits so far. */
  readonly edits: EditList;
}

/** Collects why a rename is refused. */
export interface Refusals {
  readonly list: readonly Diagnostic[];
  readonly add: (diagnostic: Diagnostic) => void;
  readonly uncertain: (reason: string, at: Span | Place | undefined) => void;
}

export function createRefusals(project: Project, column: string): Refusals {
  const list: Diagnostic[] = [];
  return {
    list,
    add: (diagnostic) => void list.push(diagnostic),
    uncertain: (reason, at) => {
      const place = at && ('line' in at ? at : placeAt(project, at));
      list.push(diagnose('rename-uncertain', { column, reason }, { at: place }));
    },
  };
}

/** Collects edits by file. */
export interface EditList {
  readonly files: FileEdits;
  readonly add: (file: string, edit: TextEdit) => void;
}

export function createEdits(): EditList {
  const files = new Map<string, readonly TextEdit[]>();
  return {
    files,
    add: (file, edit) => void files.set(file, distinctEdits([...(files.get(file) ?? []), edit])),
  };
}

export type { ColumnRef };
