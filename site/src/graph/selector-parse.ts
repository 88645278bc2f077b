/** A selection in the page: dbt's grammar, with `!` for what is left out. */
export interface Selector {
  /** Empty: everything. */
  readonly include: readonly Term[];
  readonly exclude: readonly Term[];
}

/** Criteria between commas: a node must match all. */
export type Term = readonly Criterion[];

/** One atom: `2+tag:nightly+1`. */
export interface Criterion {
  readonly method: string;
  readonly value: string;
  /** `@`: the matches, their descendants, and all ancestors of both. */
  readonly childrensParents: boolean;
  /** Generations of ancestors and descendants to add: 0 for none, Infinity for all. */
  readonly up: number;
  readonly down: number;
  readonly at: Place;
}

/** Offsets into the text of the selector. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a selector, and where. */
export interface SelectorProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string | undefined;
  readonly at: Place;
}

export interface Parsed {
  readonly selector: Selector;
  readonly problems: readonly SelectorProblem[];
}

const ATOM = /^(@)?(?:(\d*)(\+))?(?:([\w.]+):)?(.*?)(?:(\+)(\d*))?$/su;
const FLAGS: Readonly<Record<string, 'include' | 'exclude'>> = {
  '--select': 'include',
  '-s': 'include',
  '--exclude': 'exclude',
};

/**
 * Parses `+orders tag:nightly,path:models/gold --exclude x` or `+orders !x`: a space is a union, a comma an intersection, and what follows
 * `--exclude` or `!` is left out. All problems are told, each with its place.
 */
export function parseSelector(text: string): Parsed {
  const include: Term[] = [];
  const exclude: Term[] = [];
  const problems: SelectorProblem[] = [];
  let into: 'include' | 'exclude' = 'include';
  for (const match of text.matchAll(/\S+/gu)) {
    const [word] = match;
    const at = { start: match.index, end: match.index + word.length };
    if (Object.hasOwn(FLAGS, word)) {
      into = FLAGS[word] ?? into;
      continue;
    }
    const isLeftOut = word.startsWith('!');
    const term = parseTerm(isLeftOut ? word.slice(1) : word, at.start + (isLeftOut ? 1 : 0), problems);
    if (term) (isLeftOut || into === 'exclude' ? exclude : include).push(term);
  }
  return { selector: { include, exclude }, problems };
}

function parseTerm(word: string, start: number, problems: SelectorProblem[]): Term | undefined {
  const found = problems.length;
  const atoms = word.split(',');
  const criteria: Criterion[] = [];
  let offset = start;
  for (const atom of atoms) {
    const at = { start: offset, end: offset + atom.length };
    offset = at.end + 1;
    if (atom === '' && atoms.length > 1) {
      problems.push(
        invalid('A comma stands between two criteria, without spaces.', { start, end: start + word.length }),
      );
      return undefined;
    }
    const criterion = parseCriterion(atom, at);
    if ('message' in criterion) problems.push(criterion);
    else criteria.push(criterion);
  }
  return problems.length > found ? undefined : criteria;
}

function parseCriterion(atom: string, at: Place): Criterion | SelectorProblem {
  const [, ats, upDepth, up, method, value = '', down, downDepth] = ATOM.exec(atom) ?? [];
  if (value === '') return invalid(`"${atom}" names nothing.`, at);
  if (ats && down) return invalid('"@" at the beginning and "+" at the end cannot be combined.', at);
  return {
    method: method ?? defaultMethod(value),
    value,
    childrensParents: ats !== undefined,
    up: depth(up, upDepth),
    down: depth(down, downDepth),
    at,
  };
}

function invalid(message: string, at: Place): SelectorProblem {
  return { severity: 'error', message, at };
}

function defaultMethod(value: string): string {
  if (/[/\\]/.test(value)) return 'path';
  return /\.(sql|py|csv)$/i.test(value) ? 'file' : 'fqn';
}

function depth(plus: string | undefined, digits: string | undefined): number {
  if (!plus) return 0;
  return digits ? Number(digits) : Infinity;
}
