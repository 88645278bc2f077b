import { problem } from '../template-error.ts';
import { bind, type BoundArguments } from './arguments.ts';
import { numeric } from './kinds.ts';
import { strftime, strptime } from './strftime.ts';
import { Callable, TemplateObject, type CallArguments, type Value } from './value.ts';

const DAY = 86_400_000;
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;
type Field = (typeof FIELDS)[number];
const DATE_FIELDS: readonly string[] = ['year', 'month', 'day'];

const pad = (value: number, width = 2) => String(value).padStart(width, '0');

/** Methods by name, each with its parameters. */
type Methods = Readonly<Record<string, readonly [parameters: readonly string[], run: (args: BoundArguments) => Value]>>;

abstract class Clockwork extends TemplateObject {
  protected abstract readonly methods: Methods;
  protected abstract readonly fields: Readonly<Record<string, Value>>;

  override member(name: string): Value | undefined {
    if (Object.hasOwn(this.fields, name)) return this.fields[name];
    if (!Object.hasOwn(this.methods, name)) return undefined;
    const [parameters, run] = this.methods[name]!;
    return new Callable(name, (args) => run(bind(name, args, parameters)));
  }
  override get memberNames(): readonly string[] {
    return [...Object.keys(this.fields), ...Object.keys(this.methods)];
  }
}

/** Python's `timedelta`, to the millisecond. */
export class TimeDelta extends Clockwork {
  readonly label = 'the time difference';
  readonly order: number;
  constructor(milliseconds: number) {
    super();
    this.order = milliseconds;
  }
  protected get fields(): Readonly<Record<string, Value>> {
    const days = Math.floor(this.order / DAY);
    const rest = this.order - days * DAY;
    return { days, seconds: Math.floor(rest / 1000), microseconds: (rest % 1000) * 1000 };
  }
  protected get methods(): Methods {
    return { total_seconds: [[], () => this.order / 1000] };
  }
  arithmetic(kind: 'Add' | 'Sub', other: Value): Value | undefined {
    if (other instanceof TimeDelta) return new TimeDelta(this.order + (kind === 'Add' ? other.order : -other.order));
    return kind === 'Add' && other instanceof DateTime ? other.arithmetic('Add', this) : undefined;
  }
  override toText(): string {
    const days = Math.floor(this.order / DAY);
    const rest = this.order - days * DAY;
    const clock = `${Math.floor(rest / 3_600_000)}:${pad(Math.floor(rest / 60_000) % 60)}:${pad(Math.floor(rest / 1000) % 60)}`;
    const fraction = rest % 1000 === 0 ? '' : `.${pad((rest % 1000) * 1000, 6)}`;
    return `${days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `}${clock}${fraction}`;
  }
}

/**
 * Python's `datetime` or `date`, to the millisecond. `time` counts milliseconds since 1970 on the clock it shows;
 * `utc` says that this clock is UTC's, as that of `run_started_at`.
 */
export class DateTime extends Clockwork {
  readonly time: number;
  readonly kind: 'datetime' | 'date';
  readonly utc: boolean;

  constructor(time: number, kind: 'datetime' | 'date', utc: boolean) {
    super();
    if (!(Math.abs(time) <= LAST))
      throw problem('template-type', { reason: 'the date lies outside of the years 1 to 9999' });
    this.time = kind === 'date' ? Math.floor(time / DAY) * DAY : time;
    this.kind = kind;
    this.utc = utc;
  }

  get label(): string {
    return `the ${this.kind}`;
  }
  get order(): number {
    return this.time;
  }

  part(field: Field): number {
    const date = new Date(this.time);
    const parts: Readonly<Record<Field, number>> = {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      microsecond: date.getUTCMilliseconds() * 1000,
    };
    return parts[field];
  }

  protected get fields(): Readonly<Record<string, Value>> {
    const shown = this.kind === 'date' ? FIELDS.slice(0, 3) : FIELDS;
    return Object.fromEntries(shown.map((field) => [field, this.part(field)]));
  }

  protected get methods(): Methods {
    const day = new Date(this.time).getUTCDay();
    return {
      strftime: [['format'], (args) => strftime(this, args.text('format'))],
      isoformat: [['sep?'], (args) => this.iso(args.text('sep', 'T'))],
      weekday: [[], () => (day + 6) % 7],
      isoweekday: [[], () => ((day + 6) % 7) + 1],
      replace: [
        this.kind === 'date' ? FIELDS.slice(0, 3).map(optional) : FIELDS.map(optional),
        (args) => this.replaced(args),
      ],
      ...(this.kind === 'datetime' && {
        date: [[], () => new DateTime(this.time, 'date', false)],
        timestamp: [[], () => this.time / 1000],
      }),
    };
  }

  arithmetic(kind: 'Add' | 'Sub', other: Value): Value | undefined {
    if (other instanceof TimeDelta) {
      return new DateTime(this.time + (kind === 'Add' ? other.order : -other.order), this.kind, this.utc);
    }
    return kind === 'Sub' && other instanceof DateTime ? new TimeDelta(this.time - other.time) : undefined;
  }

  private replaced(args: BoundArguments): DateTime {
    return fromFields((field) => args.integer(field, this.part(field)), this.kind, this.utc, args);
  }

  private iso(separator: string): string {
    const date = `${pad(this.part('year'), 4)}-${pad(this.part('month'))}-${pad(this.part('day'))}`;
    if (this.kind === 'date') return date;
    const clock = `${pad(this.part('hour'))}:${pad(this.part('minute'))}:${pad(this.part('second'))}`;
    const fraction = this.part('microsecond') === 0 ? '' : `.${pad(this.part('microsecond'), 6)}`;
    return `${date}${separator}${clock}${fraction}${this.utc ? '+00:00' : ''}`;
  }

  override toText(): string {
    return this.iso(' ');
  }
}

function optional(name: string): string {
  return `${name}?`;
}

function fromFields(
  field: (name: Field) => number,
  kind: DateTime['kind'],
  utc: boolean,
  args: BoundArguments,
): DateTime {
  const [year, month, day, hour, minute, second, micros] = FIELDS.map((name) =>
    kind === 'date' && !DATE_FIELDS.includes(name) ? 0 : field(name),
  ) as [number, number, number, number, number, number, number];
  const made = new DateTime(Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(micros / 1000)), kind, utc);
  const kept = made.part('month') === month && made.part('day') === day && made.part('hour') === hour && second < 60;
  if (!kept || year < 1000) throw args.wrong('there is no such date');
  return made;
}

/** The class `datetime` or `date` of Python's module: a constructor with `now`, `today`, `strptime`. `now` is the run's start. */
export class DateTimeClass extends Clockwork {
  readonly kind: DateTime['kind'];
  private readonly now: Date;
  constructor(kind: DateTime['kind'], now: Date) {
    super();
    this.kind = kind;
    this.now = now;
  }
  get label(): string {
    return `"modules.datetime.${this.kind}"`;
  }
  protected get fields(): Readonly<Record<string, Value>> {
    return {};
  }
  protected get methods(): Methods {
    const now = () => new DateTime(this.now.getTime(), this.kind, false);
    const read = (args: BoundArguments, text: string, format: string) => {
      const time = strptime(text, format);
      if (time === undefined) throw args.wrong(`"${text}" is not written as "${format}"`);
      return new DateTime(time, this.kind, false);
    };
    return {
      today: [[], now],
      ...(this.kind === 'datetime' && {
        now: [[], now],
        utcnow: [[], now],
        strptime: [['date_string', 'format'], (args) => read(args, args.text('date_string'), args.text('format'))],
      }),
      fromisoformat: [
        ['date_string'],
        (args) => read(args, args.text('date_string').replace(' ', 'T'), isoFormat(args.text('date_string'))),
      ],
    };
  }
  override call(args: CallArguments): Value {
    const names = FIELDS.map((name, index) => (index < 3 ? name : optional(name)));
    const given = bind(this.kind, args, this.kind === 'date' ? names.slice(0, 3) : names);
    return fromFields((field) => given.integer(field, 0), this.kind, false, given);
  }
  override toText(): string {
    return `<class 'datetime.${this.kind}'>`;
  }
}

function isoFormat(text: string): string {
  if (text.length <= 10) return '%Y-%m-%d';
  return text.length <= 16 ? '%Y-%m-%dT%H:%M' : text.includes('.') ? '%Y-%m-%dT%H:%M:%S.%f' : '%Y-%m-%dT%H:%M:%S';
}

const UNITS: Readonly<Record<string, number>> = {
  days: DAY,
  seconds: 1000,
  microseconds: 0.001,
  milliseconds: 1,
  minutes: 60_000,
  hours: 3_600_000,
  weeks: 7 * DAY,
};

/** Python's `timedelta(days=…)`. */
export const timeDeltaClass: Callable = new Callable('timedelta', (args) => {
  const given = bind('timedelta', args, Object.keys(UNITS).map(optional));
  const sum = Object.entries(UNITS).reduce(
    (total, [unit, size]) => total + (numeric(given.optional(unit) ?? 0) ?? 0) * size,
    0,
  );
  if (Math.abs(sum) > 1e9 * DAY) throw given.wrong('the difference is too large');
  return new TimeDelta(Math.round(sum));
});
