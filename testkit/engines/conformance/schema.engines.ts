import { testTheme } from './run-theme.ts';
import { SCHEMA_CASES } from './schema.cases.ts';

testTheme({ name: 'changing columns', cases: SCHEMA_CASES });
