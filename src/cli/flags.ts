import { InvalidArgumentError } from 'commander';

/** One flag as declared: what commander needs, and an example for the help and the reference. */
export interface Flag {
  readonly flags: string;
  readonly description: string;
  readonly example: string;
  readonly choices?: readonly string[];
  readonly parse?: (text: string) => number;
  /** Works, but is not shown: another spelling of a flag that is. */
  readonly hidden?: boolean;
}

/** Flag values as commander hands them over. A flag that was not given has no key. */
export interface Flags {
  readonly projectDir?: string;
  readonly target?: string;
  readonly targetPath?: string;
  readonly vars?: string;
  readonly logFormat?: 'text' | 'json';
  readonly quiet?: boolean;
  /** False with `--no-color`; true says nothing. */
  readonly color?: boolean;
  readonly select?: readonly string[];
  readonly models?: readonly string[];
  readonly exclude?: readonly string[];
  readonly selector?: string;
  readonly resourceType?: readonly string[];
  readonly excludeResourceType?: readonly string[];
  readonly indirectSelection?: 'eager' | 'cautious' | 'buildable' | 'empty';
  readonly state?: string;
  readonly threads?: number;
  readonly fullRefresh?: boolean;
  readonly empty?: boolean;
  readonly eventTimeStart?: string;
  readonly eventTimeEnd?: string;
  readonly failFast?: boolean;
  readonly storeFailures?: boolean;
  readonly offline?: boolean;
  readonly dryRun?: boolean;
  readonly output?: string;
  readonly outputKeys?: readonly string[];
  readonly inline?: string;
  readonly limit?: number;
  readonly rule?: string;
  readonly olderThan?: number;
  readonly all?: boolean;
  readonly name?: string;
  readonly schema?: string;
  readonly source?: string;
  readonly upstream?: boolean;
  readonly downstream?: boolean;
  readonly depth?: number;
  readonly format?: string;
  readonly write?: boolean;
  readonly account?: string;
  readonly sourceLocation?: readonly string[];
  readonly line?: string;
  /** False with `--no-catalog`, `--no-analyses`. */
  readonly catalog?: boolean;
  readonly analyses?: boolean;
  readonly analysisRows?: number;
  readonly port?: number;
  readonly openlineage?: string | true;
  readonly lastRun?: boolean;
}

export const RESOURCE_TYPES = ['model', 'seed', 'snapshot', 'source', 'test', 'unit_test', 'exposure', 'analysis'];

/** Understood before and after the command's name. */
export const globalFlags: readonly Flag[] = [
  {
    flags: '--project-dir <folder>',
    description:
      'Folder that holds project.yml. Default: LAKEMODEL_PROJECT_DIR, else the nearest folder upwards that has one.',
    example: '--project-dir warehouse',
  },
  {
    flags: '-t, --target <name>',
    description:
      'Which of the targets in project.yml to use. Default: LAKEMODEL_TARGET, else "target:" of project.yml.',
    example: '--target athena',
  },
  {
    flags: '--vars <yaml>',
    description: 'Values for var(), as YAML or JSON; they win over "vars:" of project.yml.',
    example: `--vars '{country: DE, days: 7}'`,
  },
  {
    flags: '--target-path <folder>',
    description: 'Folder for compiled SQL and artifacts, instead of "target-path:" of project.yml.',
    example: '--target-path out/ci',
  },
  {
    flags: '--log-format <format>',
    description: 'How progress and diagnostics are written to stderr: text, or one JSON object a line.',
    example: '--log-format json',
    choices: ['text', 'json'],
  },
  { flags: '-q, --quiet', description: 'Only errors and results.', example: 'lakemodel ls --quiet' },
  {
    flags: '--no-color',
    description: 'No colours. NO_COLOR=1 does the same; FORCE_COLOR=1 keeps them in a pipe.',
    example: 'lakemodel build --no-color',
  },
];

const selectFlags: readonly Flag[] = [
  {
    flags: '-s, --select <selection...>',
    description:
      'Nodes to take: names, folders, tag:, path:, source:, config.materialized:, state:, +parents and children+. A space unites, a comma intersects. Also -m, --models.',
    example: '--select +dim_device,tag:daily',
  },
  { flags: '-m, --models <selection...>', description: 'Same as --select.', example: '--models gold', hidden: true },
  {
    flags: '--exclude <selection...>',
    description: 'Nodes to leave out, in the words of --select.',
    example: '--exclude tag:slow',
  },
  {
    flags: '--selector <name>',
    description: 'A selection that selectors.yml defines by name.',
    example: '--selector nightly',
  },
  {
    flags: '--state <folder>',
    description: 'Artifacts of an earlier run, which state: and result: compare with.',
    example: '--state prod-artifacts',
  },
];

const typeFlags: readonly Flag[] = [
  {
    flags: '--resource-type <type...>',
    description: 'Only nodes of these types.',
    example: '--resource-type model seed',
    choices: RESOURCE_TYPES,
  },
  {
    flags: '--exclude-resource-type <type...>',
    description: 'No nodes of these types.',
    example: '--exclude-resource-type test unit_test',
    choices: RESOURCE_TYPES,
  },
];

const indirectFlag: Flag = {
  flags: '--indirect-selection <mode>',
  description:
    'Which tests come with the selected nodes: all that touch one (eager, the default), those whose nodes are all selected (cautious) or are selected or upstream (buildable), none (empty).',
  example: '--indirect-selection cautious',
  choices: ['eager', 'cautious', 'buildable', 'empty'],
};

const threadsFlag: Flag = {
  flags: '--threads <count>',
  description: 'How many nodes run at a time, instead of the number in the target.',
  example: '--threads 8',
  parse: wholeNumberFrom(1),
};

const fullRefreshFlag: Flag = {
  flags: '-f, --full-refresh',
  description: 'Rebuild incremental models and seeds from nothing.',
  example: 'lakemodel run --select fct_orders --full-refresh',
};

const emptyFlag: Flag = {
  flags: '--empty',
  description:
    'Models and snapshots read their inputs as if they had no rows: the engine checks every statement, and tables are made empty. For a target of its own, as in CI.',
  example: 'lakemodel run --empty --target ci',
};

const eventTimeFlags: readonly Flag[] = [
  {
    flags: '--event-time-start <time>',
    description:
      'Models with microbatch: make the intervals from this time on, UTC, and no others. Goes with --event-time-end.',
    example: '--event-time-start 2026-01-01 --event-time-end 2026-01-08',
  },
  {
    flags: '--event-time-end <time>',
    description: 'Models with microbatch: make the intervals before this time, UTC.',
    example: '--event-time-start "2026-01-01 06:00" --event-time-end "2026-01-01 12:00"',
  },
];

const failFastFlag: Flag = {
  flags: '-x, --fail-fast',
  description: 'Stop at the first failure; what is running is cancelled.',
  example: 'lakemodel build --fail-fast',
};

const storeFailuresFlag: Flag = {
  flags: '--store-failures',
  description: 'Keep the rows that fail a test in a table of their own.',
  example: 'lakemodel test --store-failures',
};

const dryRunFlag: Flag = {
  flags: '--dry-run',
  description: 'Print what would be done and send nothing.',
  example: 'lakemodel build --dry-run',
};

const openLineageFlag: Flag = {
  flags: '--openlineage [place]',
  description:
    'Tell OpenLineage what the run does: a file to append events to, or the http(s) URL of a server. Without one: where project.yml or OPENLINEAGE_URL says.',
  example: '--openlineage http://marquez:5000',
};

const offlineFlag: Flag = {
  flags: '--offline',
  description: 'Ask no engine: the plan is that of a first run, without an estimate of what is read.',
  example: 'lakemodel plan --target athena --offline',
};

const textOrJsonFlag: Flag = {
  flags: '--output <format>',
  description: 'How the result is written: text or json.',
  example: '--output json',
  choices: ['text', 'json'],
};

const limitFlag: Flag = {
  flags: '--limit <count>',
  description: 'How many rows to print at most (default: 5); -1 prints all.',
  example: '--limit 20',
  parse: wholeNumberFrom(-1),
};

const ruleFlag: Flag = {
  flags: '--rule <name>',
  description: 'Only rows that broke this rule.',
  example: '--rule not_null_volt',
};

/** Flags by the group that commands take them in. */
export const flagGroups = {
  select: selectFlags,
  types: typeFlags,
  indirect: [indirectFlag],
  threads: [threadsFlag],
  fullRefresh: [fullRefreshFlag],
  empty: [emptyFlag],
  /** Of commands that build models: which of their rows are made. */
  increments: [fullRefreshFlag, ...eventTimeFlags, emptyFlag],
  failFast: [failFastFlag],
  storeFailures: [storeFailuresFlag],
  dryRun: [dryRunFlag],
  openLineage: [openLineageFlag],
  offline: [offlineFlag],
  textOrJson: [textOrJsonFlag],
  limit: [limitFlag],
  rule: [ruleFlag],
} satisfies Record<string, readonly Flag[]>;

/** Reads a whole number that is not below a minimum; anything else is a mistake in the command line. */
export function wholeNumberFrom(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < minimum) {
      throw new InvalidArgumentError(`It must be a whole number from ${minimum} up.`);
    }
    return value;
  };
}
