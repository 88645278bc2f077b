/**
 * A UTC time, `YYYY-MM-DD hh:mm:ss.ffffff`: now, or, where that is no later than the last one, a microsecond after it. Clocks of two machines
 * differ, and two statements may be sent within one millisecond.
 */
export function stampAfter(last: string | undefined, now: Date): string {
  const stamp = textOf(BigInt(now.getTime()) * 1000n);
  return last === undefined || stamp > last ? stamp : textOf(microsecondsOf(last) + 1n);
}

function textOf(microseconds: bigint): string {
  const text = new Date(Number(microseconds / 1000n)).toISOString().slice(0, -1).replace('T', ' ');
  return `${text}${String(microseconds % 1000n).padStart(3, '0')}`;
}

function microsecondsOf(stamp: string): bigint {
  const milliseconds = Date.parse(`${stamp.slice(0, 23).replace(' ', 'T')}Z`);
  return BigInt(milliseconds) * 1000n + BigInt(stamp.slice(23));
}
