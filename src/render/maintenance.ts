import type { DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { optimizeTable, vacuumTable } from './ddl/maintain.ts';

/** The statements of one round of a table's maintenance. */
export function maintenanceStatements(
  step: Extract<Step, { kind: 'maintain' }>,
  dialect: DialectName,
): readonly string[] {
  return step.task === 'optimize'
    ? optimizeTable(step.relation, dialect, step.where)
    : vacuumTable(step.relation, dialect, step.retention);
}
