import type { PlanType } from './plan-types.ts';
import type { Forms, SiteForm } from './site-forms.ts';

/**
 * Dates and times, where the unit is a literal and the types are known: what the macros of prelude/moments.ts come to without their branches,
 * which each cost the binder as much as a small query. All else is left to the macro.
 */
export const MOMENT_FORMS: Readonly<Record<string, Forms>> = {
  t_date_trunc: ([, x], [unit]) => truncated(unitIn(unit), x),
  t_date_add: ([x], [unit]) => added(unitIn(unit), x),
  t_date_diff: ([, a, b], [unit]) => difference(unitIn(unit), a, b),
};

const DAYS: Readonly<Record<string, SiteForm['parts']>> = {
  day: ['to_days(CAST(', 1, ' AS INTEGER))'],
  week: ['to_weeks(CAST(', 1, ' AS INTEGER))'],
  month: ['to_months(CAST(', 1, ' AS INTEGER))'],
  quarter: ['to_months(CAST(', 1, ' * 3 AS INTEGER))'],
  year: ['to_years(CAST(', 1, ' AS INTEGER))'],
};
const TIMES: Readonly<Record<string, SiteForm['parts']>> = {
  millisecond: ['to_milliseconds(', 1, ')'],
  second: ['to_seconds(', 1, ')'],
  minute: ['to_minutes(', 1, ')'],
  hour: ['to_hours(', 1, ')'],
};
const LOCAL_TYPES = ['DATE', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP'];

/** The unit that a literal names, in lower case; undefined for any other text. */
function unitIn(text: string | undefined): string | undefined {
  const unit = /^'([a-z]+)'$/i.exec(text ?? '')?.[1]?.toLowerCase();
  return unit !== undefined && (Object.hasOwn(DAYS, unit) || Object.hasOwn(TIMES, unit)) ? unit : undefined;
}

/** Whether a value has this unit, and its type is its own whatever the session's time zone. */
function takes(type: PlanType | undefined, unit: string): boolean {
  if (!type || !LOCAL_TYPES.includes(type.id)) return false;
  return type.id !== 'DATE' || Object.hasOwn(DAYS, unit);
}

function truncated(unit: string | undefined, type: PlanType | undefined): SiteForm | undefined {
  if (unit === undefined || !takes(type, unit)) return undefined;
  return ofType(type, [`date_trunc('${unit}', `, 1, ')']);
}

function added(unit: string | undefined, type: PlanType | undefined): SiteForm | undefined {
  if (unit === undefined || !takes(type, unit)) return undefined;
  if (unit === 'millisecond' && type?.id === 'TIMESTAMP_S') return undefined;
  return ofType(type, ['(', 2, ' + ', ...(DAYS[unit] ?? TIMES[unit] ?? []), ')']);
}

// Months of a later and an earlier day are counted the other way round: the macro does that.
function difference(unit: string | undefined, a: PlanType | undefined, b: PlanType | undefined): SiteForm | undefined {
  if (unit === undefined || ['month', 'quarter', 'year'].includes(unit)) return undefined;
  const local = [a, b].every((type) => type && LOCAL_TYPES.includes(type.id));
  if (!local || (!takes(a, unit) && !takes(b, unit))) return undefined;
  return { parts: [`datesub('${unit}', `, 1, ', ', 2, ')'] };
}

// DuckDB's own result is a TIMESTAMP.
function ofType(type: PlanType | undefined, parts: SiteForm['parts']): SiteForm {
  if (!type || type.id === 'TIMESTAMP') return { parts };
  return { parts: ['CAST(', ...parts, ` AS ${type.id})`], result: `CAST(NULL AS ${type.id})` };
}
