/** Takes events on their way, without ever holding up or failing who sends them. */
export interface EventSink {
  /** Takes one event as JSON text. It is on its way, or lost; either is told at the end alone. */
  readonly send: (event: string) => void;
  /** Waits until all events are delivered, at most for so many milliseconds; says what was lost. Nothing is sent afterwards. */
  readonly close: (withinMs: number) => Promise<Deliveries>;
}

export interface Deliveries {
  readonly delivered: number;
  readonly lost: number;
  /** Why the first one was lost. */
  readonly reason?: string;
}

/** The short name of what went wrong, as `ECONNREFUSED`: never its message, which may hold what was to be sent. */
export function errorCode(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: { code?: unknown }; name?: unknown };
  const found = [code, cause?.code].find((one) => typeof one === 'string');
  return typeof found === 'string' ? found : typeof name === 'string' ? name : 'unknown error';
}
