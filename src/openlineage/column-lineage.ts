import type { How, Use } from '../lineage/lineage.ts';
import type { NodeColumn, NodeInput, NodeUse } from '../lineage/project-lineage.ts';
import { datasetName } from './dataset-name.ts';
import type { Facet, Name } from './event.ts';
import { isEphemeral, lineageOf, type EventWorld } from './world.ts';

export interface InputField extends Name {
  readonly field: string;
  readonly transformations: readonly Transformation[];
}

export interface Transformation {
  readonly type: 'DIRECT' | 'INDIRECT';
  readonly subtype: string;
}

const SUBTYPES: Readonly<Record<How | Use, string>> = {
  'passed through': 'IDENTITY',
  renamed: 'IDENTITY',
  computed: 'TRANSFORMATION',
  aggregated: 'AGGREGATION',
  filter: 'FILTER',
  join: 'JOIN',
  group: 'GROUP_BY',
  order: 'SORT',
  window: 'WINDOW',
};

// From the least to the most changed, as in src/lineage.
const HOWS: readonly How[] = ['passed through', 'renamed', 'computed', 'aggregated'];

/** Where the columns of a node come from, in datasets alone; undefined where nothing is known of any. */
export function columnLineageFacet(id: string, world: EventWorld): Facet | undefined {
  const node = lineageOf(id, world);
  if (!node) return undefined;
  const origins = createOrigins(world);
  const fields = node.columns.flatMap((column) => {
    const { inputs, uses } = origins.ofColumn(column);
    const inputFields = fieldsOf(inputs, uses, world);
    return inputFields.length === 0 ? [] : [[column.name, { inputFields }] as const];
  });
  const dataset = fieldsOf([], origins.ofRows(id), world);
  if (fields.length === 0 && dataset.length === 0) return undefined;
  return world.facet('columnLineage', {
    fields: Object.fromEntries(fields),
    ...(dataset.length > 0 && { dataset }),
  });
}

interface Origins {
  readonly inputs: readonly NodeInput[];
  readonly uses: readonly NodeUse[];
}

/** Follows columns through ephemeral models to what is a dataset. Each column of an ephemeral model is followed once. */
function createOrigins(world: EventWorld) {
  const followed = new Map<string, Origins>();
  const ofColumn = ({ inputs, uses }: Pick<NodeColumn, 'inputs' | 'uses'>): Origins => {
    const through = inputs.filter(({ node }) => isEphemeral(node, world)).map((input) => ({ input, from: follow(input) })); // prettier-ignore
    const direct = inputs.filter(({ node }) => !isEphemeral(node, world));
    const farther = through.flatMap(({ input, from }) =>
      from.inputs.map((origin) => ({ ...origin, how: moreChanged(origin.how, input.how) })),
    );
    const inherited = through.flatMap(({ from }) => from.uses);
    return { inputs: [...direct, ...farther], uses: [...usesBehind(uses), ...inherited] };
  };
  const usesBehind = (uses: readonly NodeUse[]): readonly NodeUse[] =>
    uses.flatMap((used) => {
      if (!isEphemeral(used.node, world)) return [used];
      const from = follow(used);
      const same = from.inputs.map(({ node, column }) => ({ node, column, use: used.use }));
      return [...same, ...from.uses];
    });
  const follow = ({ node, column }: { readonly node: string; readonly column: string }): Origins => {
    const key = `${node}\n${column.toLowerCase()}`;
    const known = followed.get(key);
    if (known) return known;
    const found = lineageOf(node, world)?.columns.find(({ name }) => name.toLowerCase() === column.toLowerCase());
    const origins = found ? ofColumn(found) : { inputs: [], uses: [] };
    followed.set(key, origins);
    return origins;
  };
  const ofRows = (id: string): readonly NodeUse[] => {
    const node = lineageOf(id, world);
    const behind = (node?.reads ?? []).filter((read) => isEphemeral(read, world)).flatMap(ofRows);
    return [...usesBehind(node?.uses ?? []), ...behind];
  };
  return { ofColumn, ofRows };
}

function moreChanged(one: How, other: How): How {
  return HOWS.indexOf(one) > HOWS.indexOf(other) ? one : other;
}

/** Each field once, with all that is done with it. */
function fieldsOf(inputs: readonly NodeInput[], uses: readonly NodeUse[], world: EventWorld): readonly InputField[] {
  const fields = new Map<string, { name: Name; field: string; transformations: Map<string, Transformation> }>();
  const add = (node: string, field: string, transformation: Transformation) => {
    const name = datasetName(node, world);
    const key = `${name.namespace}\n${name.name}\n${field}`;
    const found = fields.get(key) ?? { name, field, transformations: new Map<string, Transformation>() };
    found.transformations.set(`${transformation.type} ${transformation.subtype}`, transformation);
    fields.set(key, found);
  };
  for (const { node, column, how } of inputs) add(node, column, { type: 'DIRECT', subtype: SUBTYPES[how] });
  for (const { node, column, use } of uses) add(node, column, { type: 'INDIRECT', subtype: SUBTYPES[use] });
  return [...fields.values()].map(({ name, field, transformations }) => ({
    ...name,
    field,
    transformations: [...transformations.values()],
  }));
}
