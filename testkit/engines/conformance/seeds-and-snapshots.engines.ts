import { testTheme } from './run-theme.ts';
import { SEED_CASES } from './seeds.cases.ts';
import { SNAPSHOT_CASES } from './snapshots.cases.ts';

testTheme({ name: 'seeds and snapshots', cases: [...SEED_CASES, ...SNAPSHOT_CASES] });
