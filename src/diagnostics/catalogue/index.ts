import { bindCallCodes } from './bind-calls.ts';
import { bindExpressionCodes } from './bind-expressions.ts';
import { bindQueryCodes } from './bind-queries.ts';
import { engineCodes } from './engine.ts';
import { graphCodes } from './graph.ts';
import { jinjaCodes } from './jinja.ts';
import { lineageCodes } from './lineage.ts';
import { planCodes } from './plan.ts';
import { projectCodes } from './project.ts';
import { qualityCodes } from './quality.ts';
import { ruleCodes } from './rules.ts';
import { runCodes } from './run.ts';
import { sqlCodes } from './sql.ts';
import { stateSelectionCodes } from './state-selection.ts';

/** Every code, by name. Names are permanent: they are written into users' configuration and are never reused. */
export const catalogue = {
  ...projectCodes,
  ...jinjaCodes,
  ...graphCodes,
  ...sqlCodes,
  ...bindExpressionCodes,
  ...bindQueryCodes,
  ...bindCallCodes,
  ...lineageCodes,
  ...planCodes,
  ...qualityCodes,
  ...engineCodes,
  ...ruleCodes,
  ...runCodes,
  ...stateSelectionCodes,
};

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = Parameters<(typeof catalogue)[C]['message']>[0];
