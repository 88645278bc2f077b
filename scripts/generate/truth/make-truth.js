import { DAY, isoDay } from '../calendar.js';
import { keyOf } from '../dirt/erp/change.js';
import { firstStock } from '../dirt/erp/stock.js';
import { impactRows } from './impact.js';
import { bridgeRows, deviceVersions, matchDevices } from './match.js';
import { caseRows, customerRows, partCostRows, partRows, workOrderRows } from './service.js';
import { countBy, group, telemetryTruth } from './telemetry.js';

/**
 * @typedef {object} Dirt  All that is planned to go wrong between the world and the files.
 * @property {import('../dirt/telemetry.js').TelemetryDirt} telemetry
 * @property {readonly import('../dirt/registrations.js').LandedRegistration[]} registrations
 * @property {readonly import('../dirt/erp/change.js').Change[]} changes
 * @property {readonly import('../dirt/crm.js').Version[]} versions
 */

/**
 * What the project has to find out, made from the world and the plan of its spoiling: no file and no query is read for it.
 * @param {import('../world/make-world.js').World} clean
 * @param {Dirt} dirt
 */
export function makeTruth(clean, dirt) {
  const { options } = clean;
  const world = { ...clean, readings: dirt.telemetry.readings };
  const matches = matchDevices(world);
  const good = dirt.versions.filter((version) => version.object === 'cases' && !version.breaks);
  const gold = {
    bridge_device_asset: bridgeRows(matches),
    dim_device: deviceVersions(world, matches),
    dim_customer: customerRows(world),
    dim_part: partRows(world, firstStock(options)),
    dim_part_cost: partCostRows(world),
    fact_work_orders: workOrderRows(world),
    fact_cases: caseRows(world, Math.max(...good.map((version) => version.at))),
    fact_customer_impact: impactRows(world, matches),
  };
  return {
    made_with: {
      ...{ devices: options.devices, days: options.days, interval: options.interval, seed: options.seed },
      start: isoDay(options.start),
      last_load_date: isoDay(options.end - DAY),
    },
    silver: silverTruth(dirt),
    changes: changesTruth(world, dirt),
    devices_by_kind: countBy(world.devices, (device) => device.kind),
    telemetry: telemetryTruth(options, world.readings),
    gold,
  };
}

/** Rows landed, and where they have to end, when all is built at once. @param {Dirt} dirt */
function silverTruth({ telemetry, registrations, changes, versions }) {
  const tables = group(changes, (change) => change.table);
  const objects = group(versions, (version) => version.object);
  return {
    telemetry_readings: telemetryTally(telemetry),
    device_registrations: tally(registrations, ({ message }) => `${message.device_id} ${message.started_at}`),
    ...Object.fromEntries([...tables].sort().map(([table, own]) => [`erp_${table}`, tally(own, keyOf)])),
    ...Object.fromEntries(
      [...objects].sort().map(([object, own]) => [`crm_${object}`, tally(own, (version) => version.id)]),
    ),
  };
}

/** @param {import('../dirt/telemetry.js').TelemetryDirt} dirt */
function telemetryTally({ readings, repeats, superseded, bad }) {
  const quarantined = bad.filter((message) => message.fate === 'quarantine');
  const dropped = bad.length - quarantined.length;
  return {
    landed: readings.length + repeats.length + superseded.length + bad.length,
    published: readings.length,
    deduplicated: repeats.length + superseded.length,
    quarantined: quarantined.length,
    dropped,
    // A message without any signal lacks the pressure, too.
    warned: readings.filter((reading) => reading.signals.pressure === null).length + dropped,
    quarantined_by_rule: countBy(
      quarantined.flatMap((message) => message.rules),
      (rule) => rule,
    ),
  };
}

/**
 * @template {{ readonly breaks?: readonly string[] }} T
 * @param {readonly T[]} records
 * @param {(record: T) => string} keyOf
 */
function tally(records, keyOf) {
  const good = records.filter((record) => !record.breaks);
  const published = group(good, keyOf).size;
  return {
    landed: records.length,
    published,
    deduplicated: good.length - published,
    quarantined: records.length - good.length,
    dropped: 0,
    warned: 0,
    quarantined_by_rule: countBy(
      records.flatMap((record) => record.breaks ?? []),
      (rule) => rule,
    ),
  };
}

/**
 * How often each kind of trouble was planted, so that a test can see that it is there at all.
 * @param {import('../world/make-world.js').World} world
 * @param {Dirt} dirt
 */
function changesTruth(world, { changes, telemetry }) {
  const orders = group(
    changes.filter((change) => change.table === 'work_orders' && !change.breaks),
    keyOf,
  );
  const outOfOrder = [...orders.values()].filter((own) =>
    own.some((a) => own.some((b) => a.seq < b.seq && a.on > b.on)),
  );
  return {
    erp_orders_out_of_order: outOfOrder.length,
    erp_orders_deleted: world.orders.filter((order) => order.deletedAt).length,
    crm_accounts_deleted: world.customers.filter((customer) => customer.deletedAt).length,
    crm_cases_deleted: world.cases.filter((record) => record.deletedAt).length,
    telemetry_repeats: telemetry.repeats.length,
    telemetry_corrections: telemetry.superseded.length,
  };
}
