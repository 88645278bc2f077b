/** One batch of `microbatch`: from `start` (inclusive) to `end` (exclusive), UTC, as `YYYY-MM-DD hh:mm:ss`. */
export interface Interval {
  readonly start: string;
  readonly end: string;
}

export type BatchSize = 'hour' | 'day' | 'month' | 'year';

/** Most intervals that one run processes; what is left is for the next one. */
export const MAX_INTERVALS = 400;

export interface IntervalWishes {
  readonly size: BatchSize;
  /** Intervals before the one that the last run reached that are processed again. */
  readonly lookback: number;
  readonly begin: string;
  /** Until when the last run had whole intervals; absent: nothing is there. */
  readonly until?: string;
  readonly now: string;
  /** The command line's `--event-time-start` and `--event-time-end`. */
  readonly window?: Interval;
}

export interface ChosenIntervals {
  /** In order of time, without a gap. */
  readonly intervals: readonly Interval[];
  /** How many more there are that this run leaves. */
  readonly left: number;
}

/** The intervals that a run processes: from where the last one had got, less the lookback, to the one that `now` lies in. */
export function chooseIntervals({ size, lookback, begin, until, now, window }: IntervalWishes): ChosenIntervals {
  const first = floorTo(begin, size);
  const reached = until === undefined ? first : moved(floorTo(until, size), size, -lookback);
  const from = window ? floorTo(window.start, size) : later(first, reached);
  const intervals: Interval[] = [];
  let left = 0;
  for (let start = from; window ? start < window.end : start <= now;) {
    const end = moved(start, size, 1);
    if (intervals.length < MAX_INTERVALS) intervals.push({ start, end });
    else left += 1;
    start = end;
  }
  return { intervals, left };
}

/** A time as text, whatever its form in configuration (`2026-01-01`, `2026-01-01T05:00`), as `YYYY-MM-DD hh:mm:ss`; undefined where it is none. */
export function timeText(value: string | number | undefined): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|\+00(?::?00)?)?)?$/.exec(String(value));
  if (!match) return undefined;
  const text = `${match[1]} ${match[2] ?? '00:00'}:${match[3] ?? '00'}`;
  const date = new Date(`${text.replace(' ', 'T')}Z`);
  return !Number.isNaN(date.getTime()) && asText(date) === text ? text : undefined;
}

/** The begin of the interval that a time lies in. */
export function floorTo(text: string, size: BatchSize): string {
  switch (size) {
    case 'hour':
      return `${text.slice(0, 13)}:00:00`;
    case 'day':
      return `${text.slice(0, 10)} 00:00:00`;
    case 'month':
      return `${text.slice(0, 7)}-01 00:00:00`;
    case 'year':
      return `${text.slice(0, 4)}-01-01 00:00:00`;
  }
}

/** As dbt names a batch: the shortest text of its begin. */
export function intervalId({ start }: Interval, size: BatchSize): string {
  const digits = { hour: 13, day: 10, month: 7, year: 4 } as const;
  return start.slice(0, digits[size]).replace(' ', 'T');
}

/** The begin of an interval so many intervals later. */
function moved(start: string, size: BatchSize, by: number): string {
  const date = new Date(`${start.replace(' ', 'T')}Z`);
  if (size === 'hour') date.setUTCHours(date.getUTCHours() + by);
  if (size === 'day') date.setUTCDate(date.getUTCDate() + by);
  if (size === 'month') date.setUTCMonth(date.getUTCMonth() + by);
  if (size === 'year') date.setUTCFullYear(date.getUTCFullYear() + by);
  return asText(date);
}

function asText(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
