import { flagGroups as g } from '../flags.ts';
import type { CommandSpec } from './spec.ts';

/** Commands on the project as a whole. */
export const projectCommands: readonly CommandSpec[] = [
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
    name: 'export openlineage',
    group: 'project',
    description:
      "Prints the project's lineage, columns included, as OpenLineage events, one a line, or sends them. No warehouse is asked.",
    examples: [
      ['lakemodel export openlineage --output lineage.jsonl', 'what each model reads and writes'],
      ['lakemodel export openlineage --last-run --output http://marquez:5000', 'also what the last run did'],
    ],
    flags: [
      ...g.select,
      {
        flags: '--output <place>',
        description: 'A file to write, or the http(s) URL of a server, instead of the screen.',
        example: '--output lineage.jsonl',
      },
      {
        flags: '--last-run',
        description: 'Also the events of the last run, from its run_results.json: the same ones as during the run.',
        example: 'lakemodel export openlineage --last-run',
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
