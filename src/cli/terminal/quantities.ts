const ONE_DECIMAL = { maximumFractionDigits: 1, minimumFractionDigits: 1 };
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `1,234,567` */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** `1 row`, `1,204 rows` */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Decimal units, as Athena's bills count: `999 B`, `1.3 MB`. */
export function bytes(value: number): string {
  let unit = 0;
  let amount = value;
  // 999.95 and not 1000: it would be rounded to "1,000.0 kB".
  while (amount >= (unit === 0 ? 1000 : 999.95) && unit < byteUnits.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${unit === 0 ? count(amount) : amount.toLocaleString('en', ONE_DECIMAL)} ${byteUnits[unit]}`;
}

/** From milliseconds: `12 ms`, `1.2 s`, `4 min 12 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toLocaleString('en', ONE_DECIMAL)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(milliseconds / 60_000);
  return `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}
