import { defineCodes } from './define.ts';

/** What selecting by an earlier manifest and `sources pull` can say. */
export const stateSelectionCodes = defineCodes({
  'state-folder-missing': {
    severity: 'error',
    message: (p: { folder: string }) => `The folder "${p.folder}" of --state does not exist.`,
    hint: () => 'Name the folder with the manifest.json of an earlier run, relative to where you are: --state FOLDER.',
    explain: `\`--state\` names a folder with what an earlier run left in its target folder: \`manifest.json\` for \`state:\`, \`run_results.json\`
for \`result:\`.

Bad: \`lakemodel ls --select state:modified --state ../prdo-artifacts\`

Good: \`lakemodel ls --select state:modified --state ../prod-artifacts\``,
  },
  'state-manifest-missing': {
    severity: 'error',
    message: (p: { folder: string }) => `The folder "${p.folder}" of --state has no manifest.json.`,
    hint: () => 'Copy target/manifest.json of the version to compare with there; lakemodel build and run write it.',
    explain: `\`state:\` compares with the \`manifest.json\` of another version of the project. Every \`build\`, \`run\`, \`test\`, \`seed\` and \`snapshot\` writes one
into the target folder, and dbt's is fine as well.

Bad: \`--state models\`

Good: \`cp -r target prod-artifacts\` after a build of the main branch, then \`--state prod-artifacts\``,
  },
  'state-manifest-unreadable': {
    severity: 'error',
    message: (p: { file: string; reason: string }) => `"${p.file}" cannot be read: ${p.reason}.`,
    hint: () => 'Copy the file again from the target folder of the version to compare with.',
    explain: `The \`manifest.json\` in the folder of \`--state\` is cut off or is no JSON, as after a copy that was interrupted.

Bad: a \`manifest.json\` of 0 bytes

Good: the whole file, as it stands in the target folder of the other version`,
  },
  'state-manifest-foreign': {
    severity: 'error',
    message: (p: { file: string; found: string }) => `"${p.file}" is no manifest of lakemodel or dbt: ${p.found}.`,
    hint: () => 'Name the folder with the manifest.json of an earlier run: --state FOLDER.',
    explain: `A manifest says in \`metadata.dbt_schema_version\` that it is one, and has \`nodes\`, \`sources\` and \`macros\`. Other files have that name too,
as those of web applications.

Bad: \`--state public\`, where \`public/manifest.json\` describes a web page

Good: \`--state prod-artifacts\``,
  },
  'contract-breaking-change': {
    severity: 'warning',
    message: (p: { model: string; changes: readonly string[] }) =>
      `The contract of "${p.model}" breaks what its readers rely on: ${p.changes.join('; ')}.`,
    hint: () => 'Keep the columns as they were, or change every reader together with it.',
    explain: `A model with \`contract: {enforced: true}\` promises its columns. Compared with the manifest of \`--state\`, a column is gone, has another name or a
narrower type, or may now be NULL. New columns and wider types break nobody.

Bad, where the column was \`amount\` of type \`decimal(18,2)\`:

    columns:
      - name: amount
        data_type: decimal(10,2)

Good: keep the type, and give the narrower value a column of its own.`,
  },
  'contract-dropped': {
    severity: 'warning',
    message: (p: { model: string }) => `The contract of "${p.model}" is no longer enforced.`,
    hint: () => 'Keep contract: {enforced: true}, or tell those who read the model.',
    explain: `In the manifest of \`--state\` the model's columns were a contract; now nothing keeps them.

Bad: removing \`contract: {enforced: true}\` from a model that others read

Good: keeping it, and changing the columns together with their readers`,
  },
  'source-relation-missing': {
    severity: 'warning',
    message: (p: { source: string; relation: string }) =>
      `The catalog has no table ${p.relation}, which the source "${p.source}" means.`,
    hint: () => 'Check database, schema and identifier of the source, and the target.',
    explain: `\`sources pull\` looks each source up under its \`database\`, \`schema\` and \`identifier\` in the catalog of the target. Nothing stands there.

Bad, where the schema is called \`raw_erp\`:

    sources:
      - name: erp
        tables: [{name: parts}]

Good:

    sources:
      - name: erp
        schema: raw_erp
        tables: [{name: parts}]`,
  },
  'source-column-gone': {
    severity: 'warning',
    message: (p: { source: string; column: string }) =>
      `The source "${p.source}" declares the column "${p.column}", which its table does not have.`,
    hint: () => 'Remove the column from the YAML if it is gone for good; nothing is removed for you.',
    explain: `\`sources pull\` adds columns and corrects types. It removes none, since a column's description and tests would go with it.

Bad: a declared column \`wieght\`

Good: \`weight\`, as in the table`,
  },
  'sources-pull-schema-unknown': {
    severity: 'error',
    message: (p: { schema: string }) => `The catalog has no schema "${p.schema}", or the schema has no tables.`,
    explain: `\`sources pull --schema\` declares the tables of a schema of the target's catalog as sources.

Bad: \`lakemodel sources pull --schema raw_epr\`

Good: \`lakemodel sources pull --schema raw_erp\``,
  },
  'sources-pull-not-editable': {
    severity: 'warning',
    message: (p: { source: string; reason: string }) =>
      `The columns of the source "${p.source}" cannot be written where it is declared: ${p.reason}.`,
    hint: () => 'Write the columns by hand, or give the table a declaration of its own.',
    explain: `\`sources pull\` edits the YAML where a table is declared. What an alias (\`*tables\`) or a merge (\`<<\`) brings in belongs to several places, and an edit
would change them all.

Bad:

    tables: *erp_tables

Good:

    tables:
      - name: parts`,
  },
});
