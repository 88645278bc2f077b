import { awsCodes } from './aws.ts';
import { bindCallCodes } from './bind-calls.ts';
import { bindExpressionCodes } from './bind-expressions.ts';
import { bindQueryCodes } from './bind-queries.ts';
import { docsCodes } from './docs.ts';
import { engineCodes } from './engine.ts';
import { graphCodes } from './graph.ts';
import { jinjaCodes } from './jinja.ts';
import { lineageCodes } from './lineage.ts';
import { openLineageCodes } from './openlineage.ts';
import { operationsCodes } from './operations.ts';
import { maintenanceCodes } from './maintenance.ts';
import { ownershipCodes } from './ownership.ts';
import { planCodes } from './plan.ts';
import { projectCodes } from './project.ts';
import { qualityCodes } from './quality.ts';
import { renameCodes } from './rename.ts';
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
  ...ownershipCodes,
  ...maintenanceCodes,
  ...qualityCodes,
  ...engineCodes,
  ...awsCodes,
  ...ruleCodes,
  ...runCodes,
  ...operationsCodes,
  ...docsCodes,
  ...openLineageCodes,
  ...stateSelectionCodes,
  ...renameCodes,
};

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = Parameters<(typeof catalogue)[C]['message']>[0];
