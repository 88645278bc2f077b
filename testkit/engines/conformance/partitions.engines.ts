import { PARTITION_CASES } from './partitions.cases.ts';
import { testTheme } from './run-theme.ts';

testTheme({ name: 'partitions', cases: PARTITION_CASES });
