import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { runSearch } from './run-search.ts';
import { projectIndex } from './testkit/project-index.ts';

const index = projectIndex();

/** Names of the best results, and for those found by a column, `name.column`. */
function best(text: string, count: number): readonly string[] {
  const { documents, scores } = runSearch(index, parseQuery(text));
  return [...documents.slice(0, count)].map((document) => {
    const name = (index.rows[document] ?? index.checks!.rows[document - index.rows.length])!.name;
    const byColumn = scores.findLast(({ scores, fields }) => scores[document]! > 0 && fields[document] === 1);
    return byColumn ? `${name}.${index.columns!.vocabulary.texts[byColumn.texts[document]!]!}` : name;
  });
}

const FIRST: readonly (readonly [query: string, wanted: string])[] = [
  // As it is written.
  ['dim_device', 'dim_device'],
  ['fact_work_orders', 'fact_work_orders'],
  ['crm.accounts', 'crm.accounts'],
  ['erp.part_costs', 'erp.part_costs'],
  ['bridge_device_asset', 'bridge_device_asset'],
  ['stock_history', 'stock_history'],
  // The beginning, while somebody types.
  ['dim_cus', 'dim_customer'],
  ['fact_tel', 'fact_telemetry_hourly'],
  ['brid', 'bridge_device_asset'],
  ['telem read', 'telemetry_readings'],
  ['sla_t', 'sla_targets'],
  // No underscore, other cases, spaces.
  ['dimcustomer', 'dim_customer'],
  ['DimCustomer', 'dim_customer'],
  ['dim customer', 'dim_customer'],
  ['factworkorders', 'fact_work_orders'],
  ['work orders fact', 'fact_work_orders'],
  ['FACT_CASES', 'fact_cases'],
  ['telemetry-readings', 'telemetry_readings'],
  ['signallimits', 'signal_limits'],
  // One letter wrong, missing, too many, or two swapped; in several words.
  ['dim_custmer', 'dim_customer'],
  ['dim_cusotmer', 'dim_customer'],
  ['dim_customerr', 'dim_customer'],
  ['dim_custpmer', 'dim_customer'],
  ['fact_telmetry_hourly', 'fact_telemetry_hourly'],
  ['fatc_cases', 'fact_cases'],
  ['telemtry readngs', 'telemetry_readings'],
  ['brigde_device', 'bridge_device_asset'],
  ['fact_work_ordres', 'fact_work_orders'],
  ['singal limits', 'signal_limits'],
  ['match methds', 'match_methods'],
  ['crm_oportunities', 'crm_opportunities'],
  // Abbreviations.
  ['facttelhour', 'fact_telemetry_hourly'],
  ['dimcust', 'dim_customer'],
  ['dimdev', 'dim_device'],
  ['fct orders', 'fact_work_orders'],
  ['fwo', 'fact_work_orders'],
  // Singular and plural.
  ['dim customers', 'dim_customer'],
  ['fact case', 'fact_cases'],
  ['dim_parts', 'dim_part'],
  ['crm opportunity', 'crm_opportunities'],
  // Without the prefix of a layer.
  ['orders', 'fact_work_orders'],
  ['device', 'dim_device'],
  ['devices', 'dim_device'],
  ['customer', 'dim_customer'],
  // Columns.
  ['impact_score', 'fact_customer_impact.impact_score'],
  ['impactscore', 'fact_customer_impact.impact_score'],
  ['revenue at risk', 'fact_customer_impact.revenue_at_risk'],
  ['revenu risk', 'fact_customer_impact.revenue_at_risk'],
  ['downtime', 'fact_customer_impact.downtime_hours'],
  ['downtiem hours', 'fact_customer_impact.downtime_hours'],
  ['total_cost', 'fact_work_orders.total_cost'],
  ['totalcost', 'fact_work_orders.total_cost'],
  ['labour cost', 'fact_work_orders.labour_cost'],
  ['labor_cost', 'fact_work_orders.labour_cost'],
  ['vibration max', 'fact_telemetry_hourly.vibration_max'],
  ['vibraton_avg', 'fact_telemetry_hourly.vibration_avg'],
  ['is_sla_breached', 'fact_cases.is_sla_breached'],
  ['sla breach', 'sla_breaches_and_freshness'],
  ['isslabreached', 'fact_cases.is_sla_breached'],
  ['BillingCountry', 'crm.accounts.BillingCountry'],
  ['week of year', 'dim_time.week_of_year'],
  ['is weekend', 'dim_time.is_weekend'],
  ['unit_cost_since', 'dim_part.unit_cost_since'],
  ['customer_nmae', 'dim_customer.customer_name'],
  ['custname', 'dim_customer.customer_name'],
  ['mesage_seq', 'telemetry_readings.message_seq'],
  ['late readings', 'fact_telemetry_hourly.late_reading_count'],
  ['dim_device.firmware', 'dim_device.firmware'],
  ['select firmware from dim_device', 'dim_device.firmware'],
  // Words over several fields; words of descriptions; filters.
  ['telemetry hour', 'fact_telemetry_hourly'],
  ['machines customers own', 'crm_assets'],
  ['kind:source accounts', 'crm.accounts'],
  ['layer:silver accounts', 'crm_accounts'],
  ['kind:seed priority', 'sla_targets.priority'],
  ['column:customer_id layer:gold cases', 'fact_cases.customer_id'],
  ['late_readings_and_anomalies', 'late_readings_and_anomalies_are_counted'],
];

const WITHIN_THREE: readonly (readonly [query: string, wanted: string])[] = [
  ['custid', 'dim_customer.customer_id'],
  ['customer_id', 'dim_customer.customer_id'],
  ['customerid', 'dim_customer.customer_id'],
  ['cutsomer id', 'dim_customer.customer_id'],
  ['serial number', 'crm_assets.serial_number'],
  ['serialnumber', 'crm_assets.serial_number'],
  ['serial_nubmer', 'crm_assets.serial_number'],
  ['qty', 'erp_part_usage.quantity'],
  ['equipment no', 'bridge_device_asset.equipment_no'],
  ['part cost', 'dim_part_cost'],
  ['event hour', 'fact_telemetry_hourly.event_hour'],
  ['opportunity amount', 'crm_opportunities.amount'],
  ['acount', 'crm_accounts'],
];

describe('search over names that exist', () => {
  it.each(FIRST)('%s finds %s first', (query, wanted) => expect(best(query, 1)).toEqual([wanted]));
  it.each(WITHIN_THREE)('%s finds %s among the first three', (query, wanted) => {
    const found = best(query, 3);
    expect(found.some((name) => name === wanted || name.split('.')[0] === wanted)).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });

  it('ranks models before their sources and tests', () => {
    const kinds = [...runSearch(index, parseQuery('accounts')).documents].map((at) => index.rows[at]?.kind ?? 'test');
    expect(kinds[0]).toBe('model');
    const names = best('device found match', 10);
    expect(names.indexOf('a_device_is_found_by_its_best_match')).toBe(names.length - 1);
  });

  it('finds nothing rather than something at random', () => {
    for (const text of ['zzzz', 'invoice', 'kubernetes', 'xq', 'payroll']) expect(best(text, 3), text).toEqual([]);
  });
});
