// Times are whole seconds since 1970, UTC.

export const HOUR = 3600;
export const DAY = 86400;
/** The end of a range that has not ended. */
export const OPEN_END = '9999-12-31 00:00:00';

/** `2026-01-31` @param {number} time */
export const isoDay = (time) => new Date(time * 1000).toISOString().slice(0, 10);

/** `2026-01-31 10:00:00`, as the ERP and SQL write it. @param {number} time */
export const sqlTime = (time) => new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** `2026-01-31T10:00:00Z`, as devices write it. @param {number} time */
export const isoTime = (time) => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;

/** `2026-01-31T10:00:00.000Z`, as the CRM writes it. @param {number} time */
export const crmTime = (time) => new Date(time * 1000).toISOString();

/** Start of the day. @param {number} time */
export const dayOf = (time) => time - (time % DAY);

/** Start of the hour. @param {number} time */
export const hourOf = (time) => time - (time % HOUR);

/** @param {string} day `2026-01-31` */
export function parseDay(day) {
  const time = Date.parse(`${day}T00:00:00Z`) / 1000;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(time) || isoDay(time) !== day) {
    throw new Error(`"${day}" is not a date like 2026-01-31.`);
  }
  return time;
}
