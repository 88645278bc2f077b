import type { Health, NodeRow, Overview } from '../../../src/docs/site-data.ts';
import { counted } from '../format/figures.ts';
import { HEALTH_RANK, healthOfStatus } from '../format/kinds.ts';
import { reach } from './impact.ts';
import type { SiteNodes } from './site.ts';

/** Whether data can be used today, and why. */
export interface Verdict {
  readonly health: Health;
  readonly sentence: string;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly health: Health;
  readonly text: string;
  /** Index of the node that it is about, where that is another. */
  readonly node?: number;
}

/** How many nodes before this one are named; the rest is counted. */
const NAMED = 5;

/** The verdict on a node: its last run, its tests, its freshness, its quarantine, and what stands before it. */
export function nodeVerdict(nodes: SiteNodes, index: number): Verdict {
  const own = ownReasons(nodes.rows[index]!);
  const before = reasonsBefore(nodes, index);
  const reasons = [...own, ...before].sort((a, b) => HEALTH_RANK[b.health] - HEALTH_RANK[a.health]);
  // What an earlier table has wrong need not be in this one: a warning.
  const health = worst([...own, ...before]);
  return { health, sentence: sentenceOf(health, own.length > 0), reasons };
}

function sentenceOf(health: Health, isRecorded: boolean): string {
  switch (health) {
    case 'ok':
      return 'Nothing speaks against using it today.';
    case 'warn':
      return 'Read the remarks before you use it today.';
    case 'error':
      return 'Do not rely on it today.';
    case 'skipped':
      return 'It was not brought up to date by the last run.';
    case 'unknown':
      return isRecorded ? 'Not all is known.' : 'Not known: no run, test or freshness is recorded.';
  }
}

function ownReasons(row: NodeRow): readonly Reason[] {
  const reasons: Reason[] = [];
  if (row.run) reasons.push({ health: healthOfStatus(row.run.status), text: runWords(row.run.status) });
  if (row.tests) {
    const [ok, warn, error, unknown] = row.tests;
    if (error > 0) reasons.push({ health: 'error', text: `${counted(error, 'test')} failed` });
    if (warn > 0) reasons.push({ health: 'warn', text: `${counted(warn, 'test')} warned` });
    if (error + warn === 0 && ok > 0) reasons.push({ health: 'ok', text: `${counted(ok, 'test')} passed` });
    if (unknown > 0) reasons.push({ health: 'unknown', text: `${counted(unknown, 'test')} without a result` });
  }
  if (row.freshness && row.freshness !== 'unknown')
    reasons.push({ health: row.freshness, text: row.freshness === 'ok' ? 'fresh' : 'older than it may be' });
  if (row.quarantined) reasons.push({ health: 'warn', text: `${counted(row.quarantined, 'row')} in quarantine` });
  return reasons;
}

function runWords(status: string): string {
  switch (healthOfStatus(status)) {
    case 'ok':
      return 'last run succeeded';
    case 'error':
      return 'last run failed';
    case 'skipped':
      return 'skipped by the last run';
    default:
      return `last run: ${status}`;
  }
}

function reasonsBefore(nodes: SiteNodes, index: number): readonly Reason[] {
  const parentsOf = (at: number) => nodes.rows[at]?.parents ?? [];
  const bad = reach([index], parentsOf)
    .filter((at) => at !== index && HEALTH_RANK[nodes.rows[at]!.health] >= HEALTH_RANK.warn)
    .sort((a, b) => HEALTH_RANK[nodes.rows[b]!.health] - HEALTH_RANK[nodes.rows[a]!.health]);
  const { kind, parents } = nodes.rows[index]!;
  // What has no data of its own is as good as what it reads.
  const isOwn = (node: number) => (kind === 'analysis' || kind === 'exposure') && parents.includes(node);
  const named = bad.slice(0, NAMED).map((node): Reason => {
    const { name, health } = nodes.rows[node]!;
    return {
      health: isOwn(node) ? health : 'warn',
      text: `upstream ${name} has ${health === 'error' ? 'errors' : 'warnings'}`,
      node,
    };
  });
  const rest = bad.length - named.length;
  return rest > 0
    ? [...named, { health: 'warn', text: `${counted(rest, 'more node')} upstream with problems` }]
    : named;
}

function worst(reasons: readonly Reason[]): Health {
  return reasons.reduce<Health>((a, { health }) => (HEALTH_RANK[health] > HEALTH_RANK[a] ? health : a), 'unknown');
}

/** The verdict on the whole project. */
export function projectVerdict({ health, attentionTotal }: Overview): Verdict {
  const reasons: Reason[] = [];
  const add = (at: Health, count: number, text: string) => {
    if (count > 0) reasons.push({ health: at, text });
  };
  const { nodes, tests, sources, quarantined } = health;
  add('error', nodes.error, `${counted(nodes.error, 'node')} with errors`);
  add('error', tests.error, `${counted(tests.error, 'test')} failed`);
  add('error', sources.error, `${counted(sources.error, 'source')} too old`);
  add('warn', tests.warn, `${counted(tests.warn, 'test')} warned`);
  add('warn', sources.warn, `${counted(sources.warn, 'source')} growing old`);
  add('warn', quarantined.rows, `${counted(quarantined.rows, 'row')} in quarantine`);
  add('skipped', nodes.skipped, `${counted(nodes.skipped, 'node')} skipped`);
  add('ok', tests.ok, `${counted(tests.ok, 'test')} passed`);
  const found = worst(reasons);
  if (found === 'unknown' && attentionTotal === 0)
    return {
      health: nodes.ok > 0 ? 'ok' : 'unknown',
      sentence: nodes.ok > 0 ? 'The last runs succeeded.' : 'Not known: no run is recorded for this target.',
      reasons,
    };
  const sentence =
    found === 'error'
      ? 'Not all of it: some data is wrong, missing or too old.'
      : found === 'warn' || found === 'skipped'
        ? 'Mostly: look at the warnings.'
        : 'Yes: everything that was checked is in order.';
  return { health: found, sentence, reasons };
}
