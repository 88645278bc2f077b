import { DAY, dayOf, isoTime } from '../calendar.js';

/**
 * @typedef {object} LandedRegistration
 * @property {number} on  Load date.
 * @property {Readonly<Record<string, string | null>>} message
 * @property {readonly string[]} [breaks]  Names of the row rules that it breaks.
 */

/**
 * Start messages as they land: some two days late, some twice, some without a serial number.
 * @param {import('../world/make-world.js').World} world
 * @returns {LandedRegistration[]}
 */
export function planRegistrations({ devices, options: { start } }) {
  return devices.flatMap((device) =>
    device.registrations.flatMap((registration, number) => {
      const late = number > 0 && device.index % 6 === 0 ? 2 * DAY : 0;
      const on = Math.max(dayOf(registration.at), start) + late;
      const message = {
        device_id: device.id,
        serial: device.serial,
        model: registration.model,
        firmware: registration.firmware,
        site: device.site,
        started_at: isoTime(registration.at),
      };
      const bad = { ...message, serial: null, started_at: isoTime(registration.at + 60) };
      return [
        { on, message },
        ...(device.index % 9 === 4 ? [{ on: on + DAY, message }] : []),
        ...(device.index % 10 === 7 && number === 0
          ? [{ on, message: bad, breaks: ['registration_has_a_serial'] }]
          : []),
      ];
    }),
  );
}
