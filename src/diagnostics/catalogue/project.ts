import { defineCodes } from './define.ts';

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** What the project room can say: files, YAML, configuration, names, data tests, seeds. */
export const projectCodes = defineCodes({
  // files
  'project-file-missing': {
    severity: 'error',
    message: (p: { folder: string }) => `The folder "${p.folder}" has no project.yml.`,
    hint: () => 'Go to the folder of a project, name it with --project-dir, or make one with "lakemodel init".',
    explain: `A project is a folder with a \`project.yml\` (a \`dbt_project.yml\` is read too).`,
  },
  'file-not-utf8': {
    severity: 'error',
    message: (p: { file: string }) => `The file "${p.file}" is not UTF-8 text.`,
    hint: () => 'Save it as UTF-8, as with "iconv -f latin1 -t utf-8".',
    explain: `All files of a project are UTF-8; a byte order mark is fine. Bytes of another encoding would be read as other letters, so the file is refused.\n\nFiles that come in Latin-1 from elsewhere belong into a source with \`external: {options: {encoding: latin-1}}\`.`,
  },
  'file-unreadable': {
    severity: 'error',
    message: (p: { file: string; reason: string }) => `The file "${p.file}" cannot be read: ${p.reason}.`,
    explain: `The file exists, but the system refuses to hand it out: look at its owner and permissions.`,
  },
  'folder-missing': {
    severity: 'warning',
    message: (p: { folder: string; key: string }) => `"${p.key}" names the folder "${p.folder}", which does not exist.`,
    explain: `A folder that \`project.yml\` names is not there, so nothing was read from it. Default folders may be absent without a word.`,
  },
  'too-many-problems': {
    severity: 'error',
    message: (p: { more: number }) => `There are ${p.more} more problems, which are not shown.`,
    hint: () => 'Solve the ones above first.',
    explain: `At most 100 problems of a project are shown at once.`,
  },

  // YAML
  'yaml-syntax': {
    severity: 'error',
    message: (p: { problem: string }) => `This is not valid YAML: ${p.problem}.`,
    explain: `The file cannot be read as YAML.\n\nBad:\n\`\`\`yaml\nname: orders: all\n\`\`\`\nGood:\n\`\`\`yaml\nname: "orders: all"\n\`\`\``,
  },
  'yaml-tab': {
    severity: 'error',
    message: () => 'A tab stands where YAML wants spaces.',
    hint: () => 'Indent with spaces.',
    explain: `YAML does not allow tabs in indentation.`,
  },
  'yaml-key-twice': {
    severity: 'error',
    message: (p: { key: string }) => `The key "${p.key}" stands here twice.`,
    hint: () => 'Put both into one, or remove one of them.',
    explain: `A mapping may have each key once; of two, one would be lost silently.`,
  },
  'yaml-key-forbidden': {
    severity: 'error',
    message: (p: { key: string }) => `"${p.key}" cannot be a key.`,
    explain: `Keys must be text, and \`__proto__\` is not allowed as one.`,
  },
  'yaml-several-documents': {
    severity: 'error',
    message: () => 'The file holds several YAML documents.',
    hint: () => 'Remove the line "---" between them, or make files of them.',
    explain: `Each YAML file of a project is one document.`,
  },
  'key-unknown': {
    severity: 'error',
    message: (p: { key: string; within: string }) => `"${p.key}" is not a key of ${p.within}.`,
    explain: `The key is not known here: a typing error, or it stands at the wrong level.\n\nBad:\n\`\`\`yaml\nmodels:\n  - name: orders\n    colums: []\n\`\`\`\nGood:\n\`\`\`yaml\nmodels:\n  - name: orders\n    columns: []\n\`\`\``,
  },
  'key-missing': {
    severity: 'error',
    message: (p: { key: string; within: string }) => `The key "${p.key}" is missing in ${p.within}.`,
    explain: `The mapping is not complete without this key.`,
  },
  'value-type': {
    severity: 'error',
    message: (p: { what: string; expected: string; found: string }) =>
      `"${p.what}" must be ${p.expected}, but it is ${p.found}.`,
    explain: `The value has the wrong type.\n\nBad:\n\`\`\`yaml\nenabled: "no"\n\`\`\`\nGood:\n\`\`\`yaml\nenabled: false\n\`\`\``,
  },
  'value-not-allowed': {
    severity: 'error',
    message: (p: { what: string; value: string; allowed: readonly string[] }) =>
      `"${p.what}" cannot be ${p.value}; it is one of ${list(p.allowed)}.`,
    explain: `Only the listed values are possible here.`,
  },
  'value-invalid': {
    severity: 'error',
    message: (p: { what: string; rule: string }) => `"${p.what}" ${p.rule}.`,
    explain: `The value has the right type, but is outside of what is possible.`,
  },

  // targets
  'target-unknown': {
    severity: 'error',
    message: (p: { name: string; known: readonly string[] }) =>
      `The target "${p.name}" does not exist; there ${p.known.length === 1 ? 'is' : 'are'} ${list(p.known)}.`,
    explain: `\`targets:\` in \`project.yml\` holds the connections; \`target:\` or \`--target\` chooses one.`,
  },
  'target-missing': {
    severity: 'error',
    message: () => 'The project has no targets.',
    hint: () => 'Add one to project.yml: "targets: {local: {type: duckdb, path: target/lakemodel.duckdb}}".',
    explain: `A project needs a connection.\n\n\`\`\`yaml\ntarget: local\ntargets:\n  local: {type: duckdb, path: target/lakemodel.duckdb}\n\`\`\``,
  },
  'target-not-chosen': {
    severity: 'error',
    message: (p: { known: readonly string[] }) =>
      `There are several targets (${list(p.known)}), and none is the default.`,
    hint: () => 'Add "target:" to project.yml, or choose with --target.',
    explain: `With more than one target, \`target:\` in \`project.yml\` names the one that is used when the command names none.`,
  },

  // configuration
  'config-unknown': {
    severity: 'error',
    message: (p: { key: string; of: string }) => `"${p.key}" is not a configuration of ${p.of}.`,
    hint: () => 'Free data goes under "meta".',
    explain: `The configuration is not known for this kind of node. Own data goes under \`meta\`.`,
  },
  'config-path-unused': {
    severity: 'warning',
    message: (p: { path: string; of: string }) => `The configuration of "${p.path}" applies to no ${p.of}.`,
    explain: `A folder in a tree of \`project.yml\` matches nothing: a typing error, or what it was for is gone.`,
  },
  'config-unfit': {
    severity: 'error',
    message: (p: { key: string; materialized: string; fits: readonly string[] }) =>
      `"${p.key}" has no meaning for ${article(p.materialized)} ${p.materialized}; it is for ${p.fits.join(', ')}.`,
    hint: (p: { key: string }) => `Remove "${p.key}", or change "materialized".`,
    explain: `The configuration would be ignored, so it is refused where a node sets it itself. In a tree of \`project.yml\` it is fine: it holds for the nodes it fits.`,
  },
  'config-needs': {
    severity: 'error',
    message: (p: { what: string; needs: string }) => `${p.what} needs "${p.needs}".`,
    explain: `A configuration is not complete without another.\n\nBad:\n\`\`\`\n{{ config(materialized='incremental', incremental_strategy='merge') }}\n\`\`\`\nGood:\n\`\`\`\n{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}\n\`\`\``,
  },
  'config-conflict': {
    severity: 'error',
    message: (p: { first: string; second: string }) => `"${p.first}" and "${p.second}" exclude each other.`,
    hint: () => 'Keep one of them.',
    explain: `Both say the same thing in two ways; together they have no meaning.`,
  },
  'begin-not-a-time': {
    severity: 'error',
    message: (p: { begin: string }) => `"begin" cannot be ${p.begin}: a model with microbatch begins at a time.`,
    hint: () => `Write a date or a time in UTC: begin: '2026-01-01' or begin: '2026-01-01 06:00:00'.`,
    explain: `\`microbatch\` makes every interval of \`event_time\` from \`begin\` on. Intervals are those of UTC.`,
  },
  'config-not-available': {
    severity: 'error',
    message: (p: { key: string; value: string; available: readonly string[] }) =>
      `"${p.key}: ${p.value}" is not available in this version.`,
    hint: (p: { available: readonly string[] }) =>
      p.available.length > 0 ? `Use ${p.available.map((name) => `"${name}"`).join(' or ')}.` : undefined,
    explain: `The value is known and planned, but this version cannot do it. It is refused rather than done differently.`,
  },
  'config-refused': {
    severity: 'error',
    message: (p: { key: string; reason: string }) => `"${p.key}" is not possible: ${p.reason}.`,
    explain: `Only Iceberg tables are written, from SQL alone; configuration of Hive tables and of Python models is refused with the way out.\n\nBad:\n\`\`\`yaml\n+table_type: hive\n\`\`\`\nGood:\n\`\`\`yaml\n+table_type: iceberg\n\`\`\``,
  },

  // names
  'name-invalid': {
    severity: 'error',
    message: (p: { kind: string; name: string; reason: string }) =>
      `"${p.name}" cannot be the name of ${p.kind}: ${p.reason}.`,
    explain: `Names are used in references, selections and files.`,
  },
  'name-twice': {
    severity: 'error',
    message: (p: { kind: string; name: string }) => `There are two ${p.kind} named "${p.name}".`,
    hint: () => 'Rename one of them.',
    explain: `A name must be clear: \`ref('x')\` could mean either.`,
  },
  'relation-twice': {
    severity: 'error',
    message: (p: { relation: string; first: string; second: string }) =>
      `"${p.first}" and "${p.second}" would both be written to "${p.relation}".`,
    hint: () => 'Give one of them another "alias" or "schema".',
    explain: `Two nodes share one relation in the warehouse; one would overwrite the other.`,
  },
  'column-twice': {
    severity: 'error',
    message: (p: { column: string; node: string }) => `The column "${p.column}" of "${p.node}" is described twice.`,
    hint: () => 'Put both into one.',
    explain: `Of two descriptions of one column, one would be lost. Upper and lower case are the same column.`,
  },
  'properties-without-file': {
    severity: 'error',
    message: (p: { kind: string; name: string }) => `YAML describes the ${p.kind} "${p.name}", which does not exist.`,
    explain: `An entry in a properties file belongs to a file with the same name: the entry \`orders\` under \`models:\` to \`orders.sql\`.`,
  },
  'group-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `The group "${p.name}" does not exist.`,
    hint: () => 'Declare it under `groups:` in a YAML file, with its "owner".',
    explain: `\`group\` names an entry of \`groups:\`, which says who owns the models in it and who may read the private ones.

\`\`\`yaml
groups:
  - name: finance
    owner: {email: finance@shop.example}
models:
  - name: invoices
    config: {group: finance}
\`\`\``,
  },
  'properties-of-disabled': {
    severity: 'warning',
    message: (p: { kind: string; name: string }) =>
      `YAML has data tests of the ${p.kind} "${p.name}", which is disabled.`,
    explain: `The node is switched off by \`enabled: false\`; its tests are not run.`,
  },
  'model-empty': {
    severity: 'warning',
    message: (p: { name: string }) => `The model "${p.name}" is empty and left out.`,
    hint: () => 'Write a SELECT, or delete the file.',
    explain: `The file holds no SQL.`,
  },
  'doc-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `The docs block "${p.name}" does not exist.`,
    explain: `\`{{ doc('x') }}\` in a description puts in the block \`{% docs x %}…{% enddocs %}\` of a Markdown file.`,
  },
  'description-template': {
    severity: 'error',
    message: () => `A description may hold no other template than {{ doc('name') }}.`,
    explain: `Descriptions are Markdown; only \`{{ doc('x') }}\` is replaced in them.`,
  },

  // data tests, unit tests, references in YAML
  'test-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `The data test "${p.name}" does not exist.`,
    explain: `A data test is built in, or a \`{% test %}\` block in \`tests/generic\` or \`macros\`.`,
  },
  'test-shape': {
    severity: 'error',
    message: (p: { problem: string }) => `This data test cannot be read: ${p.problem}.`,
    hint: () => 'Write "- unique", or "- accepted_values: {arguments: {values: [a, b]}}".',
    explain: `A data test is a name, or a mapping of one name to its arguments.\n\nBad:\n\`\`\`yaml\ndata_tests:\n  - unique: {}\n    not_null: {}\n\`\`\`\nGood:\n\`\`\`yaml\ndata_tests:\n  - unique\n  - not_null\n\`\`\``,
  },
  'on-fail-unfit': {
    severity: 'error',
    message: (p: { test: string; materialized: string }) =>
      `The row rule "${p.test}" needs a table to guard, but its node is ${article(p.materialized)} ${p.materialized}.`,
    hint: () => 'Remove "on_fail" (it is then a data test), or materialize the model as table or incremental.',
    explain: `\`on_fail\` holds rows back before a batch is published; only tables and incremental models have batches.`,
  },
  'reference-shape': {
    severity: 'error',
    message: (p: { text: string }) => `"${p.text}" is not a reference.`,
    hint: () => `Write ref('model') or source('source', 'table').`,
    explain: `Here stands the text of a reference: \`ref('x')\` or \`source('a', 'b')\`.`,
  },
  'reference-misplaced': {
    severity: 'error',
    message: (p: { call: string }) => `"${p.call}" cannot be used here.`,
    hint: () => 'References belong into models, data tests, hooks and "depends_on".',
    explain: `Values of YAML are rendered before any relation is known; \`ref()\`, \`source()\` and \`watermark()\` have no meaning in them.`,
  },
  'python-model-refused': {
    severity: 'error',
    message: (p: { file: string }) => `"${p.file}" is a Python model; models are SQL.`,
    hint: () => 'Write it as SQL, or move the file out of the model folders.',
    explain: `Models are SELECT statements in Athena's SQL. Python models need a Spark cluster and are not run.`,
  },
  'unit-test-of-nothing': {
    severity: 'error',
    message: (p: { model: string }) => `The model "${p.model}" of this unit test does not exist.`,
    explain: `\`model:\` names the model under test.`,
  },
  'unit-test-rows': {
    severity: 'error',
    message: (p: { problem: string }) => `These rows cannot be read: ${p.problem}.`,
    explain: `Rows are a list of mappings (format \`dict\`), CSV text (\`csv\`) or a SELECT (\`sql\`), or stand in a fixture file.`,
  },
  'unit-test-fixture-missing': {
    severity: 'error',
    message: (p: { name: string; file: string }) => `The fixture "${p.name}" has no file "${p.file}".`,
    explain: `Fixtures are files in \`tests/fixtures\`: \`.csv\` for the format \`csv\`, \`.sql\` for \`sql\`.`,
  },
  'external-type-missing': {
    severity: 'error',
    message: (p: { column: string; table: string }) =>
      `The column "${p.column}" of the external table "${p.table}" has no "data_type".`,
    hint: () => 'Declare it: types of files are never guessed.',
    explain: `Engines guess the types of files differently, so columns of external tables are declared.\n\n\`\`\`yaml\ncolumns:\n  - name: volt\n    data_type: double\n\`\`\``,
  },
  'external-columns-missing': {
    severity: 'error',
    message: (p: { table: string }) => `The external table "${p.table}" declares no columns.`,
    hint: () => 'List them under "columns", each with "data_type".',
    explain: `Engines guess the columns of files differently, so they are declared.`,
  },
  'data-type-unknown': {
    severity: 'error',
    message: (p: { type: string }) => `"${p.type}" is not a type.`,
    hint: () =>
      "Use one of Trino's types, as varchar, bigint, double, timestamp(6), array(varchar) or row(a integer, b varchar).",
    explain: `Types are Trino's; Athena's words for them (string, int, struct<…>) are read too.`,
  },

  // seeds
  'seed-empty': {
    severity: 'error',
    message: (p: { seed: string }) => `The seed "${p.seed}" has no header.`,
    explain: `The first line of a seed names its columns. A header without rows is fine.`,
  },
  'seed-header-empty': {
    severity: 'error',
    message: (p: { position: number }) => `Column ${p.position} of the header has no name.`,
    explain: `Every column of a seed needs a name.`,
  },
  'seed-header-twice': {
    severity: 'error',
    message: (p: { column: string }) => `The header names the column "${p.column}" twice.`,
    explain: `Columns of a seed have different names; upper and lower case are the same.`,
  },
  'seed-row-length': {
    severity: 'error',
    message: (p: { found: number; expected: number }) =>
      `This row has ${p.found} ${p.found === 1 ? 'value' : 'values'}, the header ${p.expected}.`,
    hint: () => 'Put a value that holds the delimiter into double quotes.',
    explain: `Every row of a seed has as many values as the header.`,
  },
  'seed-syntax': {
    severity: 'error',
    message: (p: { problem: string }) => `This is not valid CSV: ${p.problem}.`,
    explain: `Values with delimiters, quotes or line breaks stand in double quotes; a quote inside is doubled.`,
  },
  'seed-column-unknown': {
    severity: 'error',
    message: (p: { column: string; seed: string }) => `The seed "${p.seed}" has no column "${p.column}".`,
    explain: `\`column_types\` names columns of the CSV's header.`,
  },
  'seed-type-unknown': {
    severity: 'error',
    message: (p: { type: string; column: string }) =>
      `"${p.type}" is not a type that the seed's column "${p.column}" can have.`,
    hint: () => `Use one of Trino's types, as varchar, bigint, double, decimal(10,2), boolean, date or timestamp(6).`,
    explain: `\`column_types\` are Trino's types of simple values.`,
  },
  'seed-value': {
    severity: 'error',
    message: (p: { value: string; column: string; type: string }) =>
      `"${p.value}" is not a ${p.type} (column "${p.column}").`,
    hint: () => 'Correct the value, or change the type in "column_types".',
    explain: `A value of a seed does not fit the declared type of its column.`,
  },
});

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}
