import { DAY, HOUR, isoDay } from '../../calendar.js';
import { writeSerial } from '../write-serial.js';
import { draft } from './change.js';

/** @typedef {import('./change.js').Change} Change */
/** @typedef {import('./change.js').Draft} Draft */

/**
 * @param {import('../../world/make-world.js').World} world
 * @returns {Draft[]}
 */
export function masterChanges({ equipment, parts, options: { start } }) {
  const machines = equipment.map((machine) => {
    const row = {
      equipment_no: machine.id,
      serial_no: writeSerial(machine.device.serial, machine.serialForm),
      model: machine.device.registrations[0].model,
      site_code: machine.site,
      installed_on: isoDay(machine.installedAt),
    };
    return /** @type {Draft} */ ({ table: 'equipment', op: 'I', at: machine.installedAt + 9 * HOUR, row });
  });
  const partRows = parts.map((part) => {
    const row = { part_no: part.id, part_name: part.name, component: part.component, unit_of_measure: 'piece' };
    return /** @type {Draft} */ ({ table: 'parts', op: 'I', at: start - 366 * DAY, row });
  });
  return [...machines, ...partRows, ...parts.flatMap((part) => costChanges(part, start))];
}

/**
 * @param {import('../../world/equipment.js').Part} part
 * @param {number} start
 * @returns {Draft[]}
 */
function costChanges(part, start) {
  /** @type {(id: string, validFrom: number, cents: number) => Change['row']} */
  const row = (id, validFrom, cents) => ({
    ...{
      cost_id: id,
      part_no: part.id,
      valid_from: isoDay(validFrom),
      unit_cost: (cents / 100).toFixed(2),
      currency: 'EUR',
    },
  });
  const changes = part.costs.flatMap((cost, index) => {
    const id = `C-${part.id.slice(2)}-${index + 1}`;
    const at = cost.validFrom - DAY + 15 * HOUR;
    if (!cost.corrected) return [draft('part_costs', 'I', at, row(id, cost.validFrom, cost.cents))];
    return [
      draft('part_costs', 'I', at, row(id, cost.validFrom, cost.corrected.fromCents)),
      draft('part_costs', 'U', cost.corrected.at, row(id, cost.validFrom, cost.cents)),
    ];
  });
  if (part.id !== 'P-004') return changes;
  const mistake = row('C-004-9', start + 2 * DAY, 99999);
  return [
    ...changes,
    draft('part_costs', 'I', start + DAY + 15 * HOUR, mistake),
    draft('part_costs', 'D', start + 7 * DAY + 10 * HOUR, mistake),
  ];
}
