import { defineCodes } from './define.ts';

/** What lakemodel says before it would write over, or delete, what it cannot prove to be its own; and about where tables lie. */
export const ownershipCodes = defineCodes({
  'table-not-ours': {
    severity: 'error',
    message: (p: { relation: string; model: string; would: string; why: string; location?: string }) =>
      `"${p.model}" would ${p.would} ${p.relation}${p.location === undefined ? '' : ` (${p.location})`}, which lakemodel cannot prove to be its own: ${p.why}.`,
    hint: (p: { would: string }) =>
      p.would.startsWith('replace')
        ? `If the table is this model's, set "adopt: true" in the model's config: its rows are then replaced in place, and no file of it is deleted. Else give the model another alias or schema.`
        : `If nobody needs the table, drop it yourself and run again; else give the model another alias or schema. lakemodel deletes no files that it did not write.`,
    explain: `On Athena, dropping an Iceberg table deletes its files. Before a run drops or replaces a table, lakemodel therefore asks for two proofs: the table lies in a folder that lakemodel gives to this very table, \`{s3_data_dir}/{schema}/{table}/{run}/\`, and beside that folder lies the claim that lakemodel wrote before it made the table (\`{run}.lakemodel.json\`), which names the folder, the table and the project.

A table that dbt or somebody else made has neither. An incremental model may write into it as it is. For a model that is built anew, \`adopt: true\` lets lakemodel replace its rows in place; files are never deleted by that. Where the table itself would have to go (another partitioning, a view in its place), drop it yourself.`,
  },
  'location-shared': {
    severity: 'error',
    message: (p: { first: string; second: string; location: string; inside: string }) =>
      `${p.second} (${p.inside}) lies within the folder of ${p.first} (${p.location}).`,
    hint: () => `Give one of them another place: s3_data_dir, schema or alias of the model, location of the source.`,
    explain: `Every table has a folder to itself. Of two that lie within each other, one would read the other's files as its own, and dropping one would delete files of the other.`,
  },
  'name-not-in-glue': {
    severity: 'error',
    message: (p: { model: string; what: string; name: string; why: string }) =>
      `Athena cannot have the ${p.what} "${p.name.slice(0, 60)}" of "${p.model}": ${p.why}.`,
    hint: (p: { what: string }) =>
      p.what === 'column' ? 'Give the column another name in the query.' : `Give the model another alias or schema.`,
    explain: `Athena's tables are entries of Glue, whose names are one line of at most 255 bytes in UTF-8.`,
  },
  'name-unsupported-on-athena': {
    severity: 'warning',
    message: (p: { model: string; what: string; name: string }) =>
      `Athena may stumble over the ${p.what} "${p.name}" of "${p.model}".`,
    hint: () => `Use letters, digits and underscores alone.`,
    explain: `Athena's guide supports no other special characters in names than the underscore: a table may be made, and later statements that name it can still fail. lakemodel quotes every name, so the statement that it sends is right; whether other tools' are is another question. The other engines take any name.`,
  },
  'data-dir-is-bucket': {
    severity: 'warning',
    message: (p: { dir: string }) => `s3_data_dir is the whole bucket ${p.dir}.`,
    hint: (p: { dir: string }) => `Use a folder in it: ${p.dir.replace(/\/*$/, '')}/tables/`,
    explain: `Tables, state and temporary files of lakemodel lie below \`s3_data_dir\`. In a folder of its own nothing else of the bucket is among them, and permissions can be given for that folder alone.`,
  },
  'external-not-ours': {
    severity: 'error',
    message: (p: { relation: string; kind: string }) =>
      `The source ${p.relation} is declared with \`external:\`, and there is a ${p.kind} of that name that lakemodel did not make.`,
    hint: () => `Leave \`external:\` out to read the table as it is, or give the source another identifier or schema.`,
    explain: `\`external:\` says that lakemodel makes the table over the files. One that somebody else made, a crawler perhaps, is neither changed nor dropped.`,
  },
  'table-property-unknown': {
    severity: 'error',
    message: (p: { model: string; property: string; engine: string; known: readonly string[] }) =>
      `table_properties of "${p.model}": tables on ${p.engine} have no property "${p.property}".`,
    hint: (p: { known: readonly string[] }) => `They have: ${p.known.join(', ')}.`,
    explain: `Athena takes a fixed list of properties of Iceberg tables and no others; Trino takes those of its Iceberg connector, and Iceberg's own (with a dot in the name) where its catalog allows them. Properties by which Athena compacts and compresses are passed over on Trino, and all of them on DuckDB, so that one project runs on each.`,
  },
  'table-property-invalid': {
    severity: 'error',
    message: (p: { model: string; property: string; value: string; wanted: string }) =>
      `table_properties of "${p.model}": "${p.property}" is "${p.value}" and must be ${p.wanted}.`,
    explain: `The value of a table property is written into the statement that makes the table, in the property's own type.`,
  },
  'type-without-ddl-word': {
    severity: 'error',
    message: (p: { relation: string; column: string; type: string }) =>
      `Column "${p.column}" (${p.type}) cannot be added to ${p.relation}: Athena's ALTER TABLE has no word for that type.`,
    hint: () => `Rebuild the table with --full-refresh, or cast the column: to timestamp(6), or to varchar.`,
    explain: `Athena can store timestamps with time zone, and rows whose fields have odd names, when a table is made by a query. Its statement that adds a column cannot say these types.`,
  },
});
