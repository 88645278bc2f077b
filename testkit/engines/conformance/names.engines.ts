import { NAME_CASES } from './names.cases.ts';
import { testTheme } from './run-theme.ts';

testTheme({ name: 'names', cases: NAME_CASES });
