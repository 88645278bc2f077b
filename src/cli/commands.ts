import { flagGroups, wholeNumberFrom, type Flag } from './flags.ts';

/** One command as declared. What it does stands in `commands/`, loaded when it is called. */
export interface CommandSpec {
  readonly name: string;
  readonly alias?: string;
  readonly group: keyof typeof groupTitles;
  readonly description: string;
  /** Whole command lines with what they do. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  readonly arguments?: readonly {
    readonly name: string;
    readonly description: string;
    readonly choices?: readonly string[];
  }[];
  readonly flags: readonly Flag[];
}

export const groupTitles = {
  build: 'Build and test:',
  look: 'Look before and after:',
  rows: 'Rows that were held back:',
  project: 'Project:',
} as const;

const g = flagGroups;
const choose = [...g.select, ...g.types, ...g.indirect];

const buildCommands: readonly CommandSpec[] = [
  {
    name: 'build',
    group: 'build',
    description: 'Runs seeds, snapshots and models and their tests, each as soon as what it needs is there.',
    examples: [
      ['lakemodel build', 'the whole project'],
      ['lakemodel build --select +dim_device', 'one model and all that it needs'],
      ['lakemodel build --select state:modified+ --state prod', 'what changed, and what hangs on it'],
    ],
    flags: [...choose, ...g.threads, ...g.increments, ...g.failFast, ...g.storeFailures, ...g.dryRun],
  },
  {
    name: 'run',
    group: 'build',
    description: 'Runs models, without their tests. Row rules are part of a model and always run.',
    examples: [
      ['lakemodel run --select gold', 'all models of the folder gold'],
      ['lakemodel run --select fct_orders --full-refresh', 'rebuild one from nothing'],
    ],
    flags: [...g.select, ...g.threads, ...g.increments, ...g.failFast, ...g.dryRun],
  },
  {
    name: 'test',
    group: 'build',
    description: 'Runs data tests and unit tests.',
    examples: [
      ['lakemodel test --select dim_device', 'the tests of one model'],
      ['lakemodel test --select test_type:unit', 'unit tests alone: no account needed'],
    ],
    flags: [...choose, ...g.threads, ...g.failFast, ...g.storeFailures, ...g.dryRun],
  },
  {
    name: 'seed',
    group: 'build',
    description: 'Loads CSV files into tables.',
    examples: [['lakemodel seed --select countries', 'one file']],
    flags: [...g.select, ...g.threads, ...g.fullRefresh, ...g.failFast, ...g.dryRun],
  },
  {
    name: 'snapshot',
    group: 'build',
    description: 'Records how rows changed since the last time (slowly changing dimensions, type 2).',
    examples: [['lakemodel snapshot', 'all snapshots']],
    flags: [...g.select, ...g.threads, ...g.empty, ...g.failFast, ...g.dryRun],
  },
  {
    name: 'retry',
    group: 'build',
    description: 'Runs again what failed or was skipped in the last run.',
    examples: [['lakemodel retry', 'after the cause is repaired']],
    flags: [
      ...g.threads,
      ...g.fullRefresh,
      ...g.failFast,
      ...g.dryRun,
      ...g.select.filter((flag) => flag.flags.startsWith('--state')),
    ],
  },
];

const lookCommands: readonly CommandSpec[] = [
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

const modelArgument = { name: '[model]', description: 'The model whose quarantine is meant (default: all).' };
const oneModelArgument = { name: '<model>', description: 'The model whose quarantine is meant.' };

const quarantineCommands: readonly CommandSpec[] = [
  {
    name: 'quarantine list',
    group: 'rows',
    description: 'Lists the models with quarantined rows: how many, since when, for which rules.',
    arguments: [modelArgument],
    examples: [['lakemodel quarantine list', 'all models']],
    flags: [...g.rule, ...g.textOrJson],
  },
  {
    name: 'quarantine show',
    group: 'rows',
    description: 'Prints quarantined rows of a model with the rules that they broke.',
    arguments: [oneModelArgument],
    examples: [['lakemodel quarantine show telemetry --rule not_null_volt --limit 20', 'rows that broke one rule']],
    flags: [...g.rule, ...g.limit, ...g.textOrJson],
  },
  {
    name: 'quarantine replay',
    group: 'rows',
    description: "Checks quarantined rows against today's rules and publishes those that pass now.",
    arguments: [modelArgument],
    examples: [['lakemodel quarantine replay telemetry', 'after a rule or a row was repaired']],
    flags: [...g.rule, ...g.dryRun, ...g.textOrJson],
  },
  {
    name: 'quarantine release',
    group: 'rows',
    description: 'Publishes quarantined rows of a model as they are, although they break rules.',
    arguments: [oneModelArgument],
    examples: [['lakemodel quarantine release telemetry --rule volt_range', 'accept what one rule held back']],
    flags: [...g.rule, ...g.dryRun, ...g.textOrJson],
  },
  {
    name: 'quarantine expire',
    group: 'rows',
    description: 'Deletes quarantined rows that are older than their retention.',
    arguments: [modelArgument],
    examples: [['lakemodel quarantine expire --older-than 90', 'rows last seen more than 90 days ago']],
    flags: [
      {
        flags: '--older-than <days>',
        description: 'Days since a row was last seen.',
        example: '--older-than 90',
        parse: wholeNumberFrom(0),
      },
      ...g.dryRun,
      ...g.textOrJson,
    ],
  },
];

const projectCommands: readonly CommandSpec[] = [
  {
    name: 'init',
    group: 'project',
    description: 'Writes a new project that runs as it is, on the embedded engine. Existing files are left alone.',
    arguments: [{ name: '[folder]', description: 'Where to (default: here).' }],
    examples: [['lakemodel init warehouse', 'a new project in the folder warehouse']],
    flags: [
      {
        flags: '--name <name>',
        description: "The project's name (default: the folder's).",
        example: '--name fleet_analytics',
      },
    ],
  },
  {
    name: 'doctor',
    group: 'project',
    description:
      'Looks at what runs on the target need: reachable, versions, rights, places, clocks. Says what is wrong and what to do.',
    examples: [
      ['lakemodel doctor --target athena', 'before the first run, and when one fails strangely'],
      ['lakemodel doctor --target athena --write', 'and makes a small table, which it drops again'],
    ],
    flags: [
      {
        flags: '--write',
        description: 'Also try to write: a table of one row and a state object, both removed again.',
        example: 'lakemodel doctor --write',
      },
      ...g.textOrJson,
    ],
  },
  {
    name: 'export iam-policy',
    group: 'project',
    description: 'Prints the least-privilege IAM policy for runs on an Athena target, made from the project.',
    examples: [['lakemodel export iam-policy --target athena --account 123456789012', 'for a role of that account']],
    flags: [
      {
        flags: '--account <id>',
        description: 'The AWS account (default: ${AWS::AccountId}, which CloudFormation fills in).',
        example: '--account 123456789012',
      },
      {
        flags: '--source-location <uri...>',
        description: 'S3 folders with the files of sources that the project does not place.',
        example: '--source-location s3://raw/erp/ s3://raw/crm/',
      },
    ],
  },
  {
    name: 'clean',
    group: 'project',
    description: 'Removes compiled files and artifacts. State and the embedded database stay.',
    examples: [['lakemodel clean', 'before a fresh start of the same project']],
    flags: [
      {
        flags: '--all',
        description: 'State and the embedded database too: tables, watermarks, run history.',
        example: 'lakemodel clean --all',
      },
    ],
  },
];

/** What only groups others: `lakemodel source`, `lakemodel quarantine`. */
export const parentCommands: readonly Pick<CommandSpec, 'name' | 'alias' | 'group' | 'description'>[] = [
  { name: 'source', alias: 'sources', group: 'look', description: 'Sources: freshness, pull.' },
  { name: 'export', group: 'project', description: 'Documents for other tools: iam-policy.' },
  { name: 'quarantine', group: 'rows', description: 'Rows that broke a rule: list, show, replay, release, expire.' },
];

/** Every command of this version, in the order of the help. */
export const commandSpecs: readonly CommandSpec[] = [
  ...buildCommands,
  ...lookCommands,
  ...quarantineCommands,
  ...projectCommands,
];
