import { QUALITY_CASES, QUARANTINE_CASES } from './quality.cases.ts';
import { testTheme } from './run-theme.ts';

testTheme({ name: 'rules and tests', cases: QUALITY_CASES });
testTheme({ name: 'a life in quarantine', cases: QUARANTINE_CASES });
