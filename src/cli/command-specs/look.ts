import { flagGroups as g, wholeNumberFrom } from '../flags.ts';
import type { CommandSpec } from './spec.ts';

const choose = [...g.select, ...g.types, ...g.indirect];

/** Commands that look, and change nothing in the warehouse. */
export const lookCommands: readonly CommandSpec[] = [
  {
    name: 'plan',
    group: 'look',
    description: 'Prints every statement that a command would send, and sends none.',
    arguments: [
      {
        name: '[command]',
        description: 'The command to plan (default: build).',
        choices: ['build', 'run', 'test', 'seed', 'snapshot'],
      },
    ],
    examples: [
      ['lakemodel plan --select fct_orders', 'what build would do to one model'],
      ['lakemodel plan run --full-refresh', 'what a rebuild would do'],
    ],
    flags: [...choose, ...g.threads, ...g.increments, ...g.storeFailures, ...g.offline, ...g.textOrJson],
  },
  {
    name: 'compile',
    group: 'look',
    description: 'Renders templates and checks columns and types. Prints the SQL when one node is selected.',
    examples: [['lakemodel compile --select dim_device', 'the SQL as the target gets it']],
    flags: [...choose, ...g.threads, ...g.increments],
  },
  {
    name: 'ls',
    alias: 'list',
    group: 'look',
    description: 'Lists the nodes of the project, or of a selection.',
    examples: [
      ['lakemodel ls --select +dim_device', 'a model and all that it needs'],
      ['lakemodel ls --resource-type model --output json --output-keys name config', 'for scripts'],
    ],
    flags: [
      ...choose,
      {
        flags: '--output <format>',
        description: 'What is printed for each node: text and selector give its selector.',
        example: '--output path',
        choices: ['text', 'json', 'name', 'path', 'selector'],
      },
      {
        flags: '--output-keys <key...>',
        description: 'With --output json: only these keys.',
        example: '--output json --output-keys name resource_type',
      },
    ],
  },
  {
    name: 'show',
    group: 'look',
    description: 'Runs the query of one node, or one given here, and prints its first rows. Nothing is written.',
    examples: [
      ['lakemodel show --select dim_device --limit 20', 'the first rows of a model'],
      [`lakemodel show --inline "select count(*) from {{ ref('dim_device') }}"`, 'a query of your own'],
    ],
    flags: [
      ...g.select,
      {
        flags: '--inline <sql>',
        description: "A query to run instead of a node's, templates included.",
        example: `--inline "select * from {{ ref('dim_device') }}"`,
      },
      ...g.limit,
      ...g.textOrJson,
    ],
  },
  {
    name: 'source freshness',
    group: 'look',
    description: 'Checks how old the newest rows of sources are, against their warn_after and error_after.',
    examples: [['lakemodel source freshness --select source:telemetry', 'one source']],
    flags: [...g.select, ...g.threads, ...g.textOrJson],
  },
  {
    name: 'source pull',
    group: 'look',
    description:
      "Writes the columns and types of sources from the target's catalog into their YAML, which keeps its comments, order and form.",
    examples: [
      ['lakemodel sources pull --dry-run', 'what would change'],
      ['lakemodel sources pull --select source:erp', 'the tables of one source'],
      ['lakemodel sources pull --schema raw_erp --source erp', 'declare all tables of a schema'],
    ],
    flags: [
      ...g.select,
      {
        flags: '--schema <schema>',
        description: 'Declare all tables of this schema that nothing declares yet.',
        example: '--schema raw_erp',
      },
      {
        flags: '--source <name>',
        description: "With --schema: the source to declare them in (default: the schema's name).",
        example: '--schema raw_erp --source erp',
      },
      ...g.dryRun,
      ...g.textOrJson,
    ],
  },
  {
    name: 'lineage',
    group: 'look',
    description: 'Shows where columns come from, how they are made and where they go. Writes lineage.json.',
    arguments: [
      {
        name: '[column]',
        description: 'A column as model.column or source.table.column, or a model (default: all models).',
      },
    ],
    examples: [
      ['lakemodel lineage fct_sales.net_amount', 'both ways of one column'],
      ['lakemodel lineage erp.orders.status --downstream --depth 2', 'what hangs on a column of a source'],
      ['lakemodel lineage fct_sales', 'all columns of a model, one step back'],
    ],
    flags: [
      {
        flags: '--upstream',
        description: 'Only what the column is made of.',
        example: 'lakemodel lineage fct_sales.id --upstream',
      },
      {
        flags: '--downstream',
        description: 'Only what is made of the column.',
        example: 'lakemodel lineage fct_sales.id --downstream',
      },
      {
        flags: '--depth <count>',
        description: 'How many steps to follow (default: all).',
        example: '--depth 2',
        parse: wholeNumberFrom(1),
      },
      {
        flags: '--format <format>',
        description: 'How the result is written: text, json, or mermaid for a diagram; markdown is for diff.',
        example: '--format mermaid',
        // Commander hands a flag that both have to the upper command.
        choices: ['text', 'json', 'mermaid', 'markdown'],
      },
    ],
  },
  {
    name: 'lineage diff',
    group: 'look',
    description:
      'Lists the columns that changed since an earlier lineage.json and what each change touches, breaking ones first.',
    examples: [['lakemodel lineage diff --state prod-artifacts', 'Markdown for a pull request']],
    flags: [
      {
        flags: '--state <folder>',
        description: 'Folder with the lineage.json to compare with.',
        example: '--state prod-artifacts',
      },
      {
        flags: '--format <format>',
        description: 'How the result is written: markdown or json.',
        example: '--format json',
        choices: ['markdown', 'json'],
      },
    ],
  },
  {
    name: 'explain',
    group: 'look',
    description: 'Explains a code that a diagnostic carries in brackets; without a code, lists them all.',
    arguments: [{ name: '[code]', description: 'The code.' }],
    examples: [['lakemodel explain ref-unknown', 'what error[ref-unknown] means']],
    flags: [],
  },
];
