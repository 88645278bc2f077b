import { AGGREGATES } from './aggregates.ts';
import { ARRAY_FUNCTIONS } from './arrays.ts';
import { BINARY_FUNCTIONS } from './binary.ts';
import { CONDITIONAL_FUNCTIONS } from './conditional.ts';
import { DATETIME_FUNCTIONS } from './datetime.ts';
import type { FunctionTable } from './define.ts';
import { JSON_FUNCTIONS } from './json.ts';
import { LAMBDA_FUNCTIONS } from './lambdas.ts';
import { MAP_FUNCTIONS } from './maps.ts';
import { MATH_FUNCTIONS } from './math.ts';
import { REGEXP_FUNCTIONS } from './regexp.ts';
import { SPECIAL_FUNCTIONS } from './special-types.ts';
import { STRING_FUNCTIONS } from './strings.ts';
import { URL_FUNCTIONS } from './url.ts';
import { WINDOW_FUNCTIONS } from './windows.ts';

/** Every function of Trino 476 by its name in lower case: what it means, and its form in DuckDB with the same meaning, or why it has none. */
export const FUNCTIONS: FunctionTable = {
  ...CONDITIONAL_FUNCTIONS,
  ...MATH_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...REGEXP_FUNCTIONS,
  ...BINARY_FUNCTIONS,
  ...URL_FUNCTIONS,
  ...DATETIME_FUNCTIONS,
  ...JSON_FUNCTIONS,
  ...ARRAY_FUNCTIONS,
  ...MAP_FUNCTIONS,
  ...LAMBDA_FUNCTIONS,
  ...AGGREGATES,
  ...WINDOW_FUNCTIONS,
  ...SPECIAL_FUNCTIONS,
};
