/**
 * A serial number as people type it.
 * @param {string} serial
 * @param {'exact' | 'normalised' | 'none'} form
 */
export function writeSerial(serial, form) {
  if (form === 'exact') return serial;
  if (form === 'none') return undefined;
  return serial
    .replace(/^0+/, serial.endsWith('A') ? '' : '0')
    .replace('-', serial.charCodeAt(5) % 2 ? ' ' : '')
    .toLowerCase();
}
