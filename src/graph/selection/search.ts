import type { Diagnostic } from '../../diagnostics/index.ts';
import type { Graph } from '../graph.ts';
import type { Project } from '../../project/project.ts';
import { createNameIndex, type NameIndex } from './name-index.ts';
import { projectMembers, type Member } from './members.ts';

/** The parts of a node that can differ from an earlier version of it: dbt's sub-selectors of `state:modified`. */
export type ChangeKind = 'body' | 'configs' | 'contract' | 'macros' | 'persisted_descriptions' | 'relation';

/** How a node differs from an earlier manifest; `kinds` is empty where it does not, and where it is new. */
export interface NodeChange {
  readonly isNew: boolean;
  readonly kinds: readonly ChangeKind[];
}

/** Results of an earlier run and changes since its manifest, for `result:` and `state:`. */
export interface PreviousState {
  /** Of everything in the project, by unique id. */
  readonly changes?: ReadonlyMap<string, NodeChange>;
  /** Why there are no changes to select by; told where a selection asks for them. */
  readonly changesProblem?: Diagnostic;
  readonly results?: readonly { readonly uniqueId: string; readonly status: string }[];
}

/** What criteria are searched in: one project, indexed once for a whole selection. */
export interface SearchSpace {
  readonly project: Project;
  readonly graph: Graph;
  readonly members: ReadonlyMap<string, Member>;
  readonly names: NameIndex;
  readonly previous: PreviousState;
  /** Ids by each of the texts that `texts` gives for a member, made once for each `key`. */
  readonly byText: (
    key: string,
    texts: (member: Member) => readonly string[],
  ) => ReadonlyMap<string, readonly string[]>;
}

export function createSearchSpace(project: Project, graph: Graph, previous: PreviousState): SearchSpace {
  const members = projectMembers(project);
  const indexes = new Map<string, ReadonlyMap<string, readonly string[]>>();
  return {
    project,
    graph,
    members,
    names: createNameIndex(members),
    previous,
    byText: (key, texts) => {
      const index = indexes.get(key) ?? indexByText(members, texts);
      indexes.set(key, index);
      return index;
    },
  };
}

function indexByText(
  members: ReadonlyMap<string, Member>,
  texts: (member: Member) => readonly string[],
): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const [id, member] of members) {
    for (const text of new Set(texts(member))) {
      const ids = index.get(text);
      if (ids) ids.push(id);
      else index.set(text, [id]);
    }
  }
  return index;
}
