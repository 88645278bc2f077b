import { defineCodes } from './define.ts';

/** What `lakemodel lineage` can say. */
export const lineageCodes = defineCodes({
  'lineage-node-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `The project has no model, seed, snapshot or source "${p.name}".`,
    hint: () => 'Name a model, "model.column", or "source.table.column".',
    explain: `\`lakemodel lineage\` takes the name of a model, seed or snapshot, or a source as \`source.table\`, with or without a column behind it.

Bad: \`lakemodel lineage fct_sale.amount\`

Good: \`lakemodel lineage fct_sales.amount\``,
  },
  'lineage-column-unknown': {
    severity: 'error',
    message: (p: { node: string; column: string }) => `"${p.node}" has no column "${p.column}".`,
    hint: (p: { node: string }) => `lakemodel lineage ${p.node} lists its columns.`,
    explain: `The columns of a model are those that its query returns, with the audit columns that a run adds; those of a source are the ones that YAML declares
or that models read.

Bad: \`lakemodel lineage fct_sales.amuont\`

Good: \`lakemodel lineage fct_sales.amount\``,
  },
  'lineage-file-missing': {
    severity: 'error',
    message: (p: { file: string }) => `There is no "${p.file}" to compare with.`,
    hint: () =>
      'Run lakemodel lineage on the version to compare with, which writes target/lineage.json, and name its folder.',
    explain: `\`lakemodel lineage diff --state FOLDER\` compares the project with the \`lineage.json\` of an earlier version. \`lakemodel lineage\` writes it into the
target folder.

Bad: \`lakemodel lineage diff --state models\`

Good: \`lakemodel lineage diff --state prod-artifacts\`, with the \`lineage.json\` of the main branch in that folder`,
  },
  'lineage-file-unreadable': {
    severity: 'error',
    message: (p: { file: string; reason: string }) => `"${p.file}" cannot be read: ${p.reason}.`,
    hint: () => 'Write it anew with lakemodel lineage on the version to compare with.',
    explain: `The file is no \`lineage.json\` of lakemodel, is cut off, or was written by a version with another format (\`metadata.version\`).

Bad: a \`lineage.json\` of another tool

Good: the file that \`lakemodel lineage\` writes into the target folder`,
  },
  'lineage-state-not-given': {
    severity: 'error',
    message: (_: object) => 'lineage diff needs --state: the folder with the lineage.json to compare with.',
    explain: `\`lakemodel lineage diff\` compares two versions of a project: the one here, and the one whose \`lineage.json\` lies in the folder of \`--state\`.

Bad: \`lakemodel lineage diff\`

Good: \`lakemodel lineage diff --state prod-artifacts\``,
  },
});
