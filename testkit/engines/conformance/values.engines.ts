import { testTheme } from './run-theme.ts';
import { VALUE_CASES } from './values.cases.ts';

testTheme({ name: 'times, decimals and nested values', cases: VALUE_CASES });
