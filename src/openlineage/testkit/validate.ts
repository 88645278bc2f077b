import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Dataset, Facets, OpenLineageEvent } from '../event.ts';

const FOLDER = join(import.meta.dirname, '../fixtures');

interface Schema {
  readonly $id: string;
  readonly $defs: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, { readonly $ref: string }>>;
}

/** Where a facet may stand, by what its schema is made from. */
type Holder = 'RunFacet' | 'JobFacet' | 'DatasetFacet' | 'InputDatasetFacet' | 'OutputDatasetFacet';

/** What is wrong with an event by OpenLineage's published schemas; a facet that they do not know, in its place, is wrong, too. */
export function createEventCheck(): (event: OpenLineageEvent) => readonly string[] {
  const schemas = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Schema);
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  // A CommonJS module, which TypeScript and Node see differently.
  const add = addFormats as unknown as { default?: (to: Ajv2020) => void } & ((to: Ajv2020) => void);
  (add.default ?? add)(ajv);
  for (const schema of schemas) ajv.addSchema(schema);
  const facets = new Map(schemas.flatMap((schema) => Object.entries(schema.properties ?? {}).flatMap(([key, { $ref }]) => {
    const definition = JSON.stringify(schema.$defs[$ref.replace('#/$defs/', '')]);
    const holder = /OpenLineage\.json#\/\$defs\/(\w+)/.exec(definition)?.[1];
    return holder === undefined ? [] : [[`${holder} ${key}`, `${schema.$id}${$ref}`] as const];
  }))); // prettier-ignore
  const check = (schema: string, value: unknown, where: string): readonly string[] => {
    const validate = ajv.getSchema(schema);
    if (!validate) return [`${where}: no schema ${schema}`];
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${where}${instancePath}: ${message}`);
  };
  const checkFacets = (holder: Holder, held: Facets | undefined, where: string): readonly string[] =>
    Object.entries(held ?? {}).flatMap(([key, facet]) => {
      const schema = facets.get(`${holder} ${key}`);
      if (schema === undefined) return [`${where}: unknown facet "${key}" of ${holder}`];
      if (facet._schemaURL !== schema) return [`${where}.${key}: ${facet._schemaURL} is not ${schema}`];
      return check(schema, facet, `${where}.${key}`);
    });
  const checkDataset = (dataset: Dataset, where: string): readonly string[] => {
    const { inputFacets, outputFacets } = dataset as { inputFacets?: Facets; outputFacets?: Facets };
    return [
      ...checkFacets('DatasetFacet', dataset.facets, where),
      ...checkFacets('InputDatasetFacet', inputFacets, `${where} in`),
      ...checkFacets('OutputDatasetFacet', outputFacets, `${where} out`),
    ];
  };
  return (event) => {
    const kind = event.schemaURL.split('/').at(-1)!;
    const own = check(event.schemaURL, event, kind);
    if ('dataset' in event) return [...own, ...checkDataset(event.dataset, 'dataset')];
    return [
      ...own,
      ...('run' in event ? checkFacets('RunFacet', event.run.facets, 'run') : []),
      ...checkFacets('JobFacet', event.job.facets, 'job'),
      ...event.inputs.flatMap((dataset) => checkDataset(dataset, `input ${dataset.name}`)),
      ...event.outputs.flatMap((dataset) => checkDataset(dataset, `output ${dataset.name}`)),
    ];
  };
}
