const ONE_DECIMAL = { maximumFractionDigits: 1, minimumFractionDigits: 1 };
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes for people, in decimal units: `999 B`, `1.3 MB`. */
export function bytesText(value: number): string {
  let unit = 0;
  let amount = value;
  // 999.95 and not 1000: it would be rounded to "1,000.0 kB".
  while (amount >= (unit === 0 ? 1000 : 999.95) && unit < BYTE_UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${amount.toLocaleString('en', unit === 0 ? {} : ONE_DECIMAL)} ${BYTE_UNITS[unit]}`;
}

/** Dollars for people: two digits that say something, `$0.0065`, `$0.50`, `$1,234.50`. */
export function dollarsText(value: number): string {
  if (value === 0) return '$0.00';
  if (value >= 0.995) return `$${value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  const digits = Math.max(2, 1 - Math.floor(Math.log10(value)));
  return `$${value.toFixed(Math.min(digits, 8))}`;
}
