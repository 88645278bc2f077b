import { MERGE_CASES } from './merge.cases.ts';
import { testTheme } from './run-theme.ts';

testTheme({ name: 'incremental models', cases: MERGE_CASES });
