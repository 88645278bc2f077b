import { SEPARATOR } from './normal-form.ts';
import { walkErring, walkExactly } from './walk.ts';
import { matchAbbreviation, matchSkeleton } from './abbreviation.ts';

/**
 * How well a term matches an entry, from 0 (not at all) to 1 (the same). README.md has the table. Every quality below `ALIGNED` is a guess at
 * what was meant.
 */
export const ALIGNED = 0.8;

/** One word of a query, prepared. `order_id` has two parts; `orderid` is one. */
export interface Term {
  /** As typed. */
  readonly text: string;
  /** All parts without separators. */
  readonly joined: string;
  readonly parts: readonly string[];
  /** Letters of `joined`, as of `letterMask`. */
  readonly mask: number;
}

/** Quality of a match of `term` in `entry`, a normal form, which lacks so many of the term's letters: without errors it has them all. */
export function matchTerm(term: Term, entry: string, lacking = 0): number {
  const { joined } = term;
  const whole =
    lacking > 0 ? matchOtherNumber(joined, entry) || matchErring(joined, entry) : matchJoined(joined, entry);
  if (whole >= ALIGNED || term.parts.length < 2) return whole;
  return Math.max(whole, 0.8 * worstPart(term.parts, entry));
}

function worstPart(parts: readonly string[], entry: string): number {
  let worst = 1;
  for (const part of parts) {
    worst = Math.min(worst, matchJoined(part, entry));
    if (worst === 0) break;
  }
  return worst;
}

function matchJoined(joined: string, entry: string): number {
  const aligned = matchAligned(joined, entry);
  if (aligned > 0 || joined.length < 3) return aligned;
  const inOther = matchOtherNumber(joined, entry);
  if (inOther > 0) return inOther;
  return Math.max(
    matchAbbreviation(joined, entry),
    matchErring(joined, entry),
    matchSkeleton(joined, entry),
    entry.includes(joined) ? 0.5 : 0,
  );
}

function matchOtherNumber(joined: string, entry: string): number {
  const other = otherNumber(joined);
  const quality = other === undefined ? 0 : matchAligned(other, entry);
  return quality === 0 ? 0 : Math.max(0.97 * quality, ALIGNED);
}

/** From the start of a word, without an error. */
function matchAligned(joined: string, entry: string): number {
  let best = 0;
  for (let start = 0; start >= 0; start = nextWord(entry, start)) {
    const end = walkExactly(joined, 0, entry, start);
    if (end >= 0) best = Math.max(best, alignedQuality(joined, entry, start, end));
    if (joined.length < 2) break;
  }
  return best;
}

/** What projects write before the name of a thing to tell its layer: who types `customer` means `dim_customer`. */
const LAYER_PREFIXES = new Set('agg base bridge dim fact fct int mart raw rpt src staging stg'.split(' '));

function alignedQuality(joined: string, entry: string, start: number, end: number): number {
  if (start === 0 && end === entry.length) return 1;
  if (end === entry.length && LAYER_PREFIXES.has(entry.slice(0, Math.max(0, start - 1)))) return 0.98;
  const coverage = (0.05 * joined.length) / entry.length;
  const isWhole = end === entry.length || entry[end] === SEPARATOR;
  return (start === 0 ? 0.9 : ALIGNED) + coverage + (isWhole ? 0.03 : 0);
}

/** From the start of a word, with one letter wrong, missing, too many, or two swapped. */
function matchErring(joined: string, entry: string): number {
  if (joined.length < 4) return 0;
  let best = 0;
  for (let start = 0; start >= 0; start = nextWord(entry, start)) {
    const end = walkErring(joined, entry, start);
    if (end >= 0) best = Math.max(best, erringQuality(joined, entry, start, end));
  }
  return best;
}

function erringQuality(joined: string, entry: string, start: number, end: number): number {
  if (start === 0 && end === entry.length) return 0.75;
  const isWhole = end === entry.length || entry[end] === SEPARATOR;
  const coverage = (0.03 * joined.length) / entry.length;
  if (isWhole) return 0.68 + coverage;
  return joined.length >= 5 ? 0.6 + coverage : 0;
}

/** Where the next word begins, or -1. */
function nextWord(entry: string, from: number): number {
  const separator = entry.indexOf(SEPARATOR, from);
  return separator < 0 ? -1 : separator + 1;
}

/** The singular of a plural; the plural of `opportunity`, as it does not begin with its singular. */
function otherNumber(joined: string): string | undefined {
  if (joined.length > 4 && joined.endsWith('ies')) return `${joined.slice(0, -3)}y`;
  if (joined.length > 3 && joined.endsWith('y')) return `${joined.slice(0, -1)}ies`;
  return joined.length > 3 && joined.endsWith('s') && !joined.endsWith('ss') ? joined.slice(0, -1) : undefined;
}
