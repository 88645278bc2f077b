import { testTheme } from './run-theme.ts';
import { TYPE_CASES } from './types.cases.ts';

testTheme({ name: 'types', cases: TYPE_CASES });
