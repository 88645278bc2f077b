import { failed, ok, warning, type Finding } from './checks.ts';

const WARN_SECONDS = 5;
/** AWS refuses requests that are signed more than five minutes off. */
const FAIL_SECONDS = 300;

/** Compares this machine's clock with another's, read between two looks at our own. Run ids, watermarks and locks carry our time. */
export function clockFinding(before: Date, there: Date | undefined, after: Date, whose: string): Finding {
  if (!there || Number.isNaN(there.getTime())) return ok(`${whose} tells no time to compare with.`);
  const middle = (before.getTime() + after.getTime()) / 2;
  const seconds = Math.round((there.getTime() - middle) / 1000);
  const off = Math.abs(seconds);
  const detail = `This machine's clock is ${off} s ${seconds > 0 ? 'behind' : 'ahead of'} ${whose}'s.`;
  const fix = 'Let the machine take its time from the network (NTP, chrony).';
  if (off > FAIL_SECONDS) return failed(detail, fix);
  if (off > WARN_SECONDS) return warning(detail, fix);
  return ok(`This machine's clock and ${whose}'s are at most ${WARN_SECONDS} s apart.`);
}
