import type { Suite } from '../../testkit/check-suite.ts';
import { acceptedValuesCases } from './accepted-values.ts';
import { comparisonsCases } from './comparisons.ts';
import { distinctSetsCases } from './distinct-sets.ts';
import { notNullCases } from './not-null.ts';
import { orderCases } from './order.ts';
import { recencyCases } from './recency.ts';
import { relationshipsCases } from './relationships.ts';
import { rowCases } from './rows.ts';
import { severalColumnsCases } from './several-columns.ts';
import { tableShapeCases } from './table-shape.ts';
import { tableCases } from './tables.ts';
import { textCases } from './text.ts';
import { uniqueCases } from './unique.ts';

/** Cases of every check. */
export const allSuites: readonly Suite[] = [
  ...acceptedValuesCases,
  ...comparisonsCases,
  ...distinctSetsCases,
  ...notNullCases,
  ...orderCases,
  ...recencyCases,
  ...relationshipsCases,
  ...rowCases,
  ...severalColumnsCases,
  ...tableShapeCases,
  ...tableCases,
  ...textCases,
  ...uniqueCases,
];
