import { flagGroups as g } from '../flags.ts';
import type { CommandSpec } from './spec.ts';

const choose = [...g.select, ...g.types, ...g.indirect];

/** Commands that build and test. */
export const buildCommands: readonly CommandSpec[] = [
  {
    name: 'build',
    group: 'build',
    description: 'Runs seeds, snapshots and models and their tests, each as soon as what it needs is there.',
    examples: [
      ['lakemodel build', 'the whole project'],
      ['lakemodel build --select +dim_device', 'one model and all that it needs'],
      ['lakemodel build --select state:modified+ --state prod', 'what changed, and what hangs on it'],
    ],
    flags: [...choose, ...g.threads, ...g.increments, ...g.failFast, ...g.storeFailures, ...g.openLineage, ...g.dryRun],
  },
  {
    name: 'run',
    group: 'build',
    description: 'Runs models, without their tests. Row rules are part of a model and always run.',
    examples: [
      ['lakemodel run --select gold', 'all models of the folder gold'],
      ['lakemodel run --select fct_orders --full-refresh', 'rebuild one from nothing'],
    ],
    flags: [...g.select, ...g.threads, ...g.increments, ...g.failFast, ...g.openLineage, ...g.dryRun],
  },
  {
    name: 'test',
    group: 'build',
    description: 'Runs data tests and unit tests.',
    examples: [
      ['lakemodel test --select dim_device', 'the tests of one model'],
      ['lakemodel test --select test_type:unit', 'unit tests alone: no account needed'],
    ],
    flags: [...choose, ...g.threads, ...g.failFast, ...g.storeFailures, ...g.openLineage, ...g.dryRun],
  },
  {
    name: 'seed',
    group: 'build',
    description: 'Loads CSV files into tables.',
    examples: [['lakemodel seed --select countries', 'one file']],
    flags: [...g.select, ...g.threads, ...g.fullRefresh, ...g.failFast, ...g.openLineage, ...g.dryRun],
  },
  {
    name: 'snapshot',
    group: 'build',
    description: 'Records how rows changed since the last time (slowly changing dimensions, type 2).',
    examples: [['lakemodel snapshot', 'all snapshots']],
    flags: [...g.select, ...g.threads, ...g.empty, ...g.failFast, ...g.openLineage, ...g.dryRun],
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
      ...g.openLineage,
      ...g.dryRun,
      ...g.select.filter((flag) => flag.flags.startsWith('--state')),
    ],
  },
];
