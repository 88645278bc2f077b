import type { Atlas } from './atlas.ts';
import { checkTitle } from './check-title.ts';
import { healthOf } from './health.ts';
import { shorten } from './plain-text.ts';
import { isRelationKind } from './kinds.ts';
import type { Attention, CheckRow, FreshnessDetail, Health, NodeRow } from './site-data.ts';

const LONGEST_MESSAGE = 240;
const ORDER = ['run', 'test', 'freshness', 'quarantine'] as const;

interface Weighed extends Attention {
  /** Of two alike the greater comes first: rows that fail, rows held back, seconds of age. */
  readonly weight: number;
}

/** What somebody should look at: errors before warnings; of these runs, tests, sources that are not fresh, quarantine; then by size. */
export function attentionOf(rows: readonly NodeRow[], checks: readonly CheckRow[], atlas: Atlas): readonly Attention[] {
  const found = [
    ...rows.flatMap((row) => (isRelationKind(row.kind) ? nodeProblems(row, atlas) : [])),
    ...checks.flatMap((check) => checkProblem(check, rows)),
  ];
  const rank = ({ health, what }: Attention) => (health === 'error' ? 0 : ORDER.length) + ORDER.indexOf(what);
  return found
    .sort((a, b) => rank(a) - rank(b) || b.weight - a.weight || (a.name < b.name ? -1 : 1))
    .map(({ health, what, id, name, message }) => ({ health, what, id, name, message }));
}

function nodeProblems(row: NodeRow, { results, input }: Atlas): readonly Weighed[] {
  const { id, name, run, freshness, quarantined } = row;
  const found: Weighed[] = [];
  const latest = run && healthOf(run.status);
  if (isProblem(latest)) {
    const message = oneSentence(results.latest(id)?.message) ?? 'Its last run did not succeed.';
    found.push({ health: latest, what: 'run', id, name, message, weight: 0 });
  }
  if (isProblem(freshness)) {
    const detail = input.freshness.get(id);
    const weight = detail?.ageSeconds ?? 0;
    found.push({ health: freshness, what: 'freshness', id, name, message: freshnessMessage(detail), weight });
  }
  if (quarantined !== undefined) {
    const message = `${counted(quarantined, 'row is', 'rows are')} in quarantine.`;
    found.push({ health: 'warn', what: 'quarantine', id, name, message, weight: quarantined });
  }
  return found;
}

function checkProblem(check: CheckRow, rows: readonly NodeRow[]): readonly Weighed[] {
  const { id, node, health, failures, status } = check;
  if (!isProblem(health)) return [];
  const of = node === undefined ? '' : ` of ${rows[node]?.name ?? ''}`;
  const couldNot = status === 'error' || status === 'runtime error';
  const message = couldNot
    ? `The test${of} could not be run.`
    : failures === undefined
      ? `The test${of} failed.`
      : `${counted(failures, `row${of} fails`, `rows${of} fail`)}.`;
  return [{ health, what: 'test', id, name: checkTitle(check), message, weight: failures ?? 0 }];
}

function isProblem(health: Health | undefined): health is 'error' | 'warn' {
  return health === 'error' || health === 'warn';
}

function freshnessMessage(detail: FreshnessDetail | undefined): string {
  const told = oneSentence(detail?.message);
  if (told !== undefined) return told;
  const age = detail?.ageSeconds;
  return age === undefined ? 'It is not fresh.' : `Its newest row was ${duration(age)} old when it was looked at.`;
}

function duration(seconds: number): string {
  if (seconds < 7_200) return counted(Math.round(seconds / 60), 'minute', 'minutes');
  if (seconds < 172_800) return counted(Math.round(seconds / 3_600), 'hour', 'hours');
  return counted(Math.round(seconds / 86_400), 'day', 'days');
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** The first line of a message. */
function oneSentence(message: string | undefined): string | undefined {
  const line = message?.split('\n').find((text) => text.trim() !== '');
  return line === undefined ? undefined : shorten(line.trim(), LONGEST_MESSAGE);
}
