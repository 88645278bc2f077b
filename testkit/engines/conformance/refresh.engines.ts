import { REFRESH_CASES } from './refresh.cases.ts';
import { testTheme } from './run-theme.ts';

testTheme({ name: 'refreshed and empty', cases: REFRESH_CASES });
