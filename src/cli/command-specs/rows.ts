import { flagGroups as g, wholeNumberFrom } from '../flags.ts';
import type { CommandSpec } from './spec.ts';

const modelArgument = { name: '[model]', description: 'The model whose quarantine is meant (default: all).' };
const oneModelArgument = { name: '<model>', description: 'The model whose quarantine is meant.' };

/** Commands on rows that were held back. */
export const quarantineCommands: readonly CommandSpec[] = [
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
