export { bytesText as bytes, dollarsText as dollars } from '../../cost/figures.ts';

const ONE_DECIMAL = { maximumFractionDigits: 1, minimumFractionDigits: 1 };

/** `1,234,567` */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** `1 row`, `1,204 rows` */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
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
