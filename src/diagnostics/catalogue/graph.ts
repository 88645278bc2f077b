import { defineCodes } from './define.ts';

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** What the graph room can say: references, cycles, selection. */
export const graphCodes = defineCodes({
  'ref-unknown': {
    severity: 'error',
    message: (p: { name: string; disabled: boolean }) =>
      `Model "${p.name}" ${p.disabled ? 'is disabled' : 'does not exist'}.`,
    explain: `\`ref('x')\` names a model, seed or snapshot of this project. Nothing has that name, or it is switched off by \`enabled: false\`.

Bad, where the model's file is \`models/silver/orders.sql\`:

    select * from {{ ref('ordrs') }}

Good:

    select * from {{ ref('orders') }}

Tables that lakemodel does not build are sources: declare them in YAML and write \`source('name', 'table')\`.`,
  },
  'ref-not-a-relation': {
    severity: 'error',
    message: (p: { name: string; kind: string }) =>
      `"${p.name}" is ${p.kind}, which leaves no table or view to read from.`,
    hint: () => 'Reference a model, a seed or a snapshot.',
    explain: `\`ref()\` reads from a table or view. Data tests and analyses are queries that leave nothing in the warehouse.

Bad: \`select * from {{ ref('revenue_by_month') }}\`, where \`analyses/revenue_by_month.sql\` is an analysis.

Good: make it a model, \`models/gold/revenue_by_month.sql\`, and reference that.`,
  },
  'ref-private': {
    severity: 'error',
    message: (p: { name: string; group: string | undefined; from: string }) =>
      `"${p.from}" may not read model "${p.name}", which is private${p.group === undefined ? '' : ` to the group "${p.group}"`}.`,
    hint: (p: { name: string; group: string | undefined; from: string }) =>
      p.group === undefined
        ? `Put both into one group, or set "access: protected" for "${p.name}".`
        : `Put "${p.from}" into the group "${p.group}" too, or set "access: protected" for "${p.name}".`,
    explain: `A model with \`access: private\` is an inner part of its group: models and tests of that group alone read it. Exposures are in no group.

Bad:

    models:
      - name: invoice_lines
        config: {group: finance, access: private}
      - name: shipments  # in no group, and reads ref('invoice_lines')

Good: \`shipments\` reads a model that the group offers, or is in the group as well.`,
  },
  'ref-version-unknown': {
    severity: 'error',
    message: (p: { name: string; version: string }) => `Model "${p.name}" has no version "${p.version}".`,
    hint: (p: { name: string }) =>
      `Versions of models are not supported: write ref('${p.name}'), or give each version a name of its own.`,
    explain: `\`ref('x', v=2)\` asks for a version of a model. lakemodel does not know versions of models.

Bad: \`{{ ref('orders', v=2) }}\`

Good: a model \`orders_v2\`, referenced by \`{{ ref('orders_v2') }}\`.`,
  },
  'package-unknown': {
    severity: 'error',
    message: (p: { name: string; project: string }) => `Package "${p.name}" does not exist.`,
    hint: (p: { project: string }) =>
      `The first of two arguments of ref() names a package; this project is "${p.project}".`,
    explain: `\`ref('package', 'model')\` names a model of a package. The only package is the project itself, by its \`name\` in project.yml.

Bad: \`{{ ref('gold', 'orders') }}\`, where \`gold\` is a folder.

Good: \`{{ ref('orders') }}\``,
  },
  'ref-self': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" references itself.`,
    hint: () => 'A model reads the rows it already has with {{ this }}, inside {% if is_incremental() %}.',
    explain: `A node cannot be its own input, since it would have to be built before itself.

Bad, in \`orders.sql\`:

    select * from {{ source('shop', 'orders') }} where id > (select max(id) from {{ ref('orders') }})

Good:

    select * from {{ source('shop', 'orders') }}
    {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}`,
  },
  'source-unknown': {
    severity: 'error',
    message: (p: { source: string; table: string; disabled: boolean }) =>
      `Source table "${p.source}.${p.table}" ${p.disabled ? 'is disabled' : 'is not declared'}.`,
    hint: (p: { source: string }) =>
      `Declare the table under \`sources:\` in a YAML file, in the source named "${p.source}".`,
    explain: `\`source('name', 'table')\` names a table that is declared in YAML.

    sources:
      - name: erp
        tables:
          - name: parts

Bad: \`{{ source('erp', 'part') }}\`

Good: \`{{ source('erp', 'parts') }}\``,
  },
  'watermark-ambiguous': {
    severity: 'error',
    message: (p: { model: string; column: string; inputs: readonly string[] }) =>
      p.inputs.length === 0
        ? `"${p.model}" reads from nothing whose "${p.column}" could be a watermark.`
        : `"${p.model}" reads from ${p.inputs.length} inputs, so the watermark of "${p.column}" must say which it means.`,
    hint: (p: { column: string; inputs: readonly string[] }) =>
      p.inputs.length === 0
        ? 'Read from a ref() or source(), or leave the watermark out.'
        : `Name it, for example: watermark('${p.column}', ${p.inputs[0]}).`,
    explain: `\`watermark('column')\` is the highest value of that column, in the model's input, that earlier runs have processed. With more than
one \`ref()\` or \`source()\` in the model, the input has to be named; the same holds for \`high_watermark\`.

Bad:

    select * from {{ ref('a') }} join {{ ref('b') }} using (id) where arrived_at > {{ watermark('arrived_at') }}

Good:

    select * from {{ ref('a') }} join {{ ref('b') }} using (id) where arrived_at > {{ watermark('arrived_at', ref('a')) }}`,
  },
  cycle: {
    severity: 'error',
    message: (p: { names: readonly string[] }) =>
      `${quoted(p.names.slice(0, 8))}${p.names.length > 8 ? ` and ${p.names.length - 8} more` : ''} depend on each other in a cycle.`,
    hint: () => 'Remove one of these references, or move the rows both need into a model of their own.',
    explain: `Models are built in the order of their references, which therefore must not lead in a circle. Each reference that closes the circle
is shown with its place.

Bad: \`a.sql\` reads \`{{ ref('b') }}\` and \`b.sql\` reads \`{{ ref('a') }}\`.

Good: \`a.sql\` and \`b.sql\` both read \`{{ ref('base') }}\`.`,
  },
  'graph-problems-omitted': {
    severity: 'error',
    message: (p: { count: number }) => `${p.count} more references have problems.`,
    hint: () => 'Repair the ones shown; the rest is shown then.',
    explain: `Only the first hundred problems are shown, since many of them usually have one cause: a renamed model, a missing file of sources.`,
  },
  'selection-invalid': {
    severity: 'error',
    message: (p: { raw: string; reason: string }) => `The selection "${p.raw}" cannot be read: ${p.reason}.`,
    hint: () => 'For example: orders, gold, tag:nightly, 2+orders+1, @orders, path:models/gold, tag:a,tag:b.',
    explain: `A selection is a list of criteria: spaces mean "or", commas without spaces mean "and".

A criterion is a name, a folder, a pattern or \`method:value\`, with \`+\` (or \`2+\`) before it for ancestors, \`+\` (or \`+2\`) behind it for
descendants, or \`@\` before it for descendants and all that they need.

Bad: \`--select "tag:nightly, gold"\`, \`--select @orders+\`

Good: \`--select tag:nightly,gold\`, \`--select @orders\`

In \`selectors.yml\` a definition is such a text, \`{method: tag, value: nightly, children: true}\`, or a \`union\` or \`intersection\` of them,
each with at most one \`exclude\`.`,
  },
  'selection-empty': {
    severity: 'warning',
    message: (p: { raw: string }) => `The criterion "${p.raw}" matches nothing.`,
    explain: `Nothing in the project matches this criterion of \`--select\`, \`--exclude\` or a selector. The rest of the selection still counts.

Bad, where the model is \`orders\`: \`--select ordrs\`

Good: \`--select orders\`

\`lakemodel ls\` lists everything that can be selected.`,
  },
  'selection-other-types': {
    severity: 'warning',
    message: (p: { found: readonly string[]; wanted: readonly string[] }) =>
      `The selection has only ${p.found.join(', ')} nodes, and this command works on ${p.wanted.join(', ')}.`,
    hint: () =>
      'Use another command, build for all of them, or select what depends on these nodes with a "+" behind the name.',
    explain: `What is selected exists, but the command has nothing to do with its type: \`run\` builds models, \`seed\` loads seeds, \`test\` runs tests,
\`build\` does all of it.

Bad: \`lakemodel run --select source:erp\`

Good: \`lakemodel run --select source:erp+\``,
  },
  'selection-method-unknown': {
    severity: 'error',
    message: (p: { method: string; known: readonly string[] }) => `"${p.method}" is not a method of selection.`,
    hint: (p: { known: readonly string[] }) => `Known methods: ${p.known.join(', ')}.`,
    explain: `What stands before the colon of a criterion names how to select.

Bad: \`--select tags:nightly\`

Good: \`--select tag:nightly\``,
  },
  'selection-method-unavailable': {
    severity: 'error',
    message: (p: { method: string; reason: string }) => `The method "${p.method}" cannot be used: ${p.reason}.`,
    explain: `dbt has this method of selection, lakemodel does not, or not yet.

Bad: \`--select version:latest\`

Good: \`--select orders_v2\``,
  },
  'selection-value-unknown': {
    severity: 'error',
    message: (p: { method: string; value: string; allowed: readonly string[] }) =>
      `"${p.value}" is not a value of "${p.method}".`,
    hint: (p: { allowed: readonly string[] }) => `Use one of: ${p.allowed.join(', ')}.`,
    explain: `Some methods take one of a few words.

Bad: \`--select resource_type:table\`

Good: \`--select resource_type:model,config.materialized:table\``,
  },
  'selection-needs-state': {
    severity: 'error',
    message: (p: { method: string; file: string }) =>
      `The method "${p.method}" compares with an earlier run, and there is no "${p.file}" to compare with.`,
    hint: () => 'Name the folder that holds it: --state FOLDER.',
    explain: `\`state:\` and \`result:\` select by what an earlier run has left: its \`manifest.json\` and \`run_results.json\`.

Bad: \`lakemodel build --select result:error+\` in a fresh checkout

Good: \`lakemodel build --select result:error+ --state ../last-run/target\``,
  },
  'selection-twice': {
    severity: 'error',
    message: (p: { selector: string }) => `The selector "${p.selector}" cannot be combined with --select or --exclude.`,
    hint: (p: { selector: string }) => `Write it as a criterion: --select selector:${p.selector}.`,
    explain: `\`--selector\` takes the whole selection from \`selectors.yml\`.

Bad: \`--selector nightly --exclude orders\`

Good: \`--select selector:nightly --exclude orders\``,
  },
  'selector-unknown': {
    severity: 'error',
    message: (p: { name: string; names: readonly string[] }) => `There is no selector "${p.name}".`,
    hint: (p: { names: readonly string[] }) =>
      p.names.length > 0 ? `Known selectors: ${p.names.join(', ')}.` : 'Selectors are defined in selectors.yml.',
    explain: `\`--selector x\` and \`selector:x\` name an entry of \`selectors.yml\`:

    selectors:
      - name: nightly
        definition: tag:nightly

Bad: \`--selector nigthly\`

Good: \`--selector nightly\``,
  },
  'selector-cycle': {
    severity: 'error',
    message: (p: { names: readonly string[] }) => `The selectors ${quoted(p.names)} lead back to themselves.`,
    hint: () => 'Remove one of their references with "selector:".',
    explain: `A selector may stand in the definition of another, not in its own, directly or through others.

Bad: \`a\` is \`{method: selector, value: b}\` and \`b\` is \`{method: selector, value: a}\`.

Good: \`a\` is \`tag:nightly\` and \`b\` is \`{method: selector, value: a}\`.`,
  },
  'selector-defaults': {
    severity: 'error',
    message: (p: { names: readonly string[] }) => `The selectors ${quoted(p.names)} all have "default: true".`,
    hint: () => 'Keep it for one of them.',
    explain: `The selector with \`default: true\` is what commands without a selection use; there can be only one.

Bad: two entries of \`selectors.yml\` with \`default: true\`.

Good: one.`,
  },
});
