import type { JsonObject } from '../project/project.ts';
import type { Atlas } from './atlas.ts';
import { isRelationship } from './check-about.ts';
import { homeOf } from './check-rows.ts';
import { createFinder, type FindReferenced } from './find-referenced.ts';
import { columnNamed, modelConstraints, namesIn } from './keys.ts';
import type { Relations } from './site-data.ts';

type Relation = Relations['relations'][number];

/**
 * Which columns refer to which: `relationships` tests, and foreign key constraints of columns and models. Those whose other end is not there are left out.
 * Entities are the tables with a key, and all that a relation joins.
 */
export function relationsOf(atlas: Atlas): Relations {
  const find = createFinder(atlas.subjects);
  const relations = uniqueRelations([...testedRelations(atlas, find), ...constrainedRelations(atlas, find)]);
  const foreign = new Map<number, Set<string>>();
  for (const { from, columns, to } of relations) {
    foreign.set(from, new Set([...(foreign.get(from) ?? []), ...columns]));
    if (!foreign.has(to)) foreign.set(to, new Set());
  }
  const entities = atlas.subjects.flatMap((_, node) => {
    const keys = atlas.keys[node] ?? [];
    const columns = foreign.get(node);
    return columns || keys.length > 0 ? [{ node, keys, foreign: [...(columns ?? [])] }] : [];
  });
  return { entities, relations };
}

/** A test that guards a relation says more than a constraint that declares it, so the first of two alike stays. */
function uniqueRelations(relations: readonly Relation[]): readonly Relation[] {
  const first = new Map<string, Relation>();
  for (const relation of relations) {
    const { from, columns, to, toColumns } = relation;
    const key = JSON.stringify([from, columns, to, toColumns]);
    if (!first.has(key)) first.set(key, relation);
  }
  return [...first.values()];
}

function testedRelations(atlas: Atlas, find: FindReferenced): readonly Relation[] {
  return atlas.checks.flatMap((check, index) => {
    const { test, column } = check;
    if (!('test' in test) || test.test.kind === 'singular' || !isRelationship(test.test.name)) return [];
    const { to, field } = test.test.arguments;
    if (column === undefined || typeof field !== 'string') return [];
    const ends = { from: homeOf(check, atlas), columns: [column], to: find(to), toColumns: [field] };
    const relation = joined(ends, atlas);
    return relation ? [{ ...relation, check: index }] : [];
  });
}

function constrainedRelations(atlas: Atlas, find: FindReferenced): readonly Relation[] {
  return atlas.subjects.flatMap(({ declared, item }, from) => {
    const relation = (columns: readonly string[], constraint: JsonObject) => {
      const end = foreignKey(constraint);
      if (!end || columns.length === 0) return [];
      return joined({ from, columns, to: find(end.to), toColumns: end.columns }, atlas) ?? [];
    };
    return [
      ...declared.flatMap(({ name, constraints }) => constraints.flatMap((one) => relation([name], one))),
      ...modelConstraints(item).flatMap((one) => relation(namesIn(one.columns), one)),
    ];
  });
}

function foreignKey({ type, to, to_columns: columns }: JsonObject) {
  if (type !== 'foreign_key' || to === undefined || !Array.isArray(columns)) return undefined;
  return { to, columns: namesIn(columns) };
}

interface Ends {
  readonly from: number | undefined;
  readonly columns: readonly string[];
  readonly to: number | undefined;
  readonly toColumns: readonly string[];
}

/** Both ends with their columns as they are spelled there; an expression that is no column stays as written. */
function joined({ from, columns, to, toColumns }: Ends, atlas: Atlas): Relation | undefined {
  if (from === undefined || to === undefined) return undefined;
  const spelled = (names: readonly string[], node: number) =>
    names.map((name) => columnNamed(name, atlas.columns[node]!) ?? name);
  return { from, columns: spelled(columns, from), to, toColumns: spelled(toColumns, to) };
}
