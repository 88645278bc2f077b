import { testTheme } from './run-theme.ts';
import { TABLE_CASES } from './tables.cases.ts';

testTheme({ name: 'tables and views', cases: TABLE_CASES });
