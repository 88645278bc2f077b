import { checkSuites } from '../testkit/check-suite.ts';
import { allSuites } from './testkit/all-suites.ts';

// On one engine: opening it takes longer than most of its answers.
checkSuites(allSuites);
