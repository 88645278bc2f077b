import { defineCodes } from './define.ts';

/** Why a column cannot be renamed in the editor. */
export const renameCodes = defineCodes({
  'rename-name-invalid': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" can be no column's name.`,
    hint: () => 'Letters, digits and "_", beginning with a letter, need no quotes anywhere.',
    explain: `A column's name is not empty and has no line breaks, quotes or NUL characters. A name that SQL needs quotes for (\`order\`, \`net total\`) is
written in quotes.

Bad: the empty name

Good: \`net_total\``,
  },
  'rename-name-taken': {
    severity: 'error',
    message: (p: { name: string; node: string }) => `"${p.node}" has a column "${p.name}" already.`,
    hint: () => 'Choose another name.',
    explain: `A column that is renamed takes its new name along to all models that pass it on under its own name. None of them may have a column of the new
name, the audit columns that a run adds among them.

Bad: renaming \`amount\` to \`etl_run_id\`

Good: renaming it to a name that no model on its way has`,
  },
  'rename-not-here': {
    severity: 'error',
    message: (p: { column: string; node: string; reason: string }) =>
      `"${p.column}" of "${p.node}" cannot be renamed here: ${p.reason}.`,
    explain: `Columns of sources and seeds are data, and audit and history columns are added by a run: no query of the project gives them their names. A column
of a source gets another name in the first model that reads it; audit columns in \`audit_columns\`, those of snapshots in
\`snapshot_meta_column_names\`.

Bad: renaming \`amt\` of \`source('raw', 'orders')\`

Good: \`select amt as amount from {{ source('raw', 'orders') }}\``,
  },
  'rename-uncertain': {
    severity: 'error',
    message: (p: { column: string; reason: string }) => `"${p.column}" cannot be renamed with certainty: ${p.reason}.`,
    hint: () => 'Change this place by hand first, or write the name out in the query.',
    explain: `A rename is made only if each place that names the column is known, and if the project means the same afterwards. It is refused where a name is
put together in a template, comes from a variable or from a macro that others use, stands in a branch that is not taken, or in SQL that
cannot be read.

Bad: \`{% for name in var('names') %}{{ name }}{% endfor %}\`

Good: the names written out in the query, or in a list in the same file`,
  },
  'rename-changes-meaning': {
    severity: 'error',
    message: (p: { column: string; name: string; node: string }) =>
      `With "${p.column}" renamed to "${p.name}", "${p.node}" would mean something else.`,
    hint: () => 'Choose another name.',
    explain: `After a rename the whole project is compiled again. It must give the same columns, types and lineage under the new name and nothing new to report;
else nothing is changed. Most often the new name already means something else within a query.

Bad: renaming \`id\` to \`key\` where a query joins two tables and writes the bare name \`key\` for the other one's column

Good: a name that is used nowhere in the queries that read the column`,
  },
});
