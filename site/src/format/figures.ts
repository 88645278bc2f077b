import { bytesText, dollarsText } from '../../../src/cost/figures.ts';

export { bytesText, dollarsText };

/** Whole numbers: `1,204,331`. */
export function countText(value: number): string {
  return value.toLocaleString('en');
}

/** `1 row`, `2 rows`, `3 analyses`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${countText(value)} ${value === 1 ? one : many}`;
}

/** Time that something took, from milliseconds: `85 ms`, `3.3 s`, `1 min 32 s`, `2 h 05 min`. */
export function durationText(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${countText(Math.floor(minutes / 60))} h ${two(minutes % 60)} min`;
}

/** How old something is or may be, from seconds, in its two largest units: `40 s`, `3 h`, `1 d 9 h`. */
export function ageText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor((whole % 86_400) / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'min'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([value]) => value > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

/** An ISO time as it is read, in UTC: `2026-11-20 06:10 UTC`. What is no time stays as it is. */
export function timeText(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** How long ago, seen from `now` (milliseconds): `just now`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function agoText(iso: string, now: number): string {
  const minutes = Math.floor((now - new Date(iso).getTime()) / 60_000);
  if (Number.isNaN(minutes)) return iso;
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${countText(Math.floor(hours / 24))} days ago`;
}

/** A share as whole percents; never 100 % while something is missing, never 0 % while there is something. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '–';
  const rounded = Math.round((part / whole) * 100);
  if (rounded === 100 && part < whole) return '99 %';
  return rounded === 0 && part > 0 ? '1 %' : `${rounded} %`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
