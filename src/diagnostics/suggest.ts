import { distance } from 'fastest-levenshtein';

const MAX_SUGGESTIONS = 3;

/** The candidates nearest to a mistyped name, best first: at most three, none when nothing is near. */
export function nearest(name: string, candidates: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length * 0.4));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, far: apart(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= limit || isPart(wanted, candidate.toLowerCase()))
    .sort((a, b) => a.far - b.far || a.candidate.localeCompare(b.candidate, 'en'))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ candidate }) => candidate);
}

/** "Did you mean …?" with the nearest names, or undefined when nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const names = nearest(name, candidates).map((candidate) => `"${candidate}"`);
  if (names.length === 0) return undefined;
  const last = names.pop() as string;
  return `Did you mean ${names.length > 0 ? `${names.join(', ')} or ${last}` : last}?`;
}

// The same letters in another order are one slip of the fingers.
function apart(wanted: string, candidate: string): number {
  return sorted(wanted) === sorted(candidate) ? Math.min(1, distance(wanted, candidate)) : distance(wanted, candidate);
}

function sorted(text: string): string {
  return [...text].sort().join('');
}

function isPart(wanted: string, candidate: string): boolean {
  return wanted.length >= 4 && (candidate.includes(wanted) || wanted.includes(candidate)) && candidate.length >= 4;
}
