import type { CheckRow, Health, NodeRow, Overview } from '../../../src/docs/site-data.ts';
import { counted } from '../format/figures.ts';
import { standsAsParents } from '../../../src/docs/upstream.ts';
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
  const own = [...ownReasons(nodes.rows[index]!), ...reasonsOfReading(nodes, index)];
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
    reasons.push({ health: row.freshness, text: row.freshness === 'ok' ? 'fresh' : ageOf(row) });
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

/** What keeps no data of its own stands as what it reads; what is wrong there is told by name. */
function reasonsOfReading({ rows }: SiteNodes, index: number): readonly Reason[] {
  const row = rows[index]!;
  if (!standsAsParents(row)) return [];
  const healths = row.parents.flatMap((parent) => rows[parent]?.health ?? []);
  const count = healths.length;
  const known = healths.filter((health) => health !== 'unknown').length;
  if (count === 0 || healths.some((health) => health !== 'ok' && health !== 'unknown')) return [];
  if (known < count)
    return [
      { health: 'unknown', text: `nothing is known of ${count - known} of ${counted(count, 'table')} that it reads` },
    ];
  return [
    {
      health: 'ok',
      text: count === 1 ? 'the table it reads is in order' : `all ${count} tables it reads are in order`,
    },
  ];
}

function reasonsBefore(nodes: SiteNodes, index: number): readonly Reason[] {
  const { rows } = nodes;
  const read = readDirectly(rows, index);
  const bad = reach([index], (at) => rows[at]?.parents ?? [])
    .filter((at) => at !== index && !standsAsParents(rows[at]!))
    .filter((at) => HEALTH_RANK[rows[at]!.health] >= HEALTH_RANK[read.has(at) ? 'skipped' : 'warn'])
    .sort((a, b) => HEALTH_RANK[rows[b]!.health] - HEALTH_RANK[rows[a]!.health]);
  const healthAt = (at: number) => (read.has(at) ? rows[at]!.health : 'warn');
  const named = bad.slice(0, NAMED).map((node): Reason => ({
    health: healthAt(node),
    text: problemOf(rows[node]!),
    node,
  }));
  const rest = bad.slice(NAMED);
  if (rest.length === 0) return named;
  const text = `${counted(rest.length, 'more node')} upstream with problems`;
  return [...named, { health: worst(rest.map((at) => ({ health: healthAt(at) }))), text }];
}

/** What a node shows as it is: what it reads, also through nodes that keep no data either. */
function readDirectly(rows: readonly NodeRow[], index: number): ReadonlySet<number> {
  const through = (at: number) =>
    standsAsParents(rows[at]!) ? rows[at]!.parents.filter((parent) => rows[parent]) : [];
  return new Set(reach([index], through).filter((at) => at !== index));
}

/** What is wrong with a node upstream, in words. */
function problemOf(row: NodeRow): string {
  const { name, health, run, tests, freshness, quarantined } = row;
  const [, warned, failed] = tests ?? [0, 0, 0, 0];
  const isOld = freshness === 'warn' || freshness === 'error';
  const ran = run && HEALTH_RANK[healthOfStatus(run.status)] >= HEALTH_RANK.warn ? runWords(run.status) : undefined;
  const problems = [
    ran,
    failed > 0 && `${counted(failed, 'test')} failed`,
    warned > 0 && `${counted(warned, 'test')} warned`,
    isOld && ageOf(row),
    quarantined && `${counted(quarantined, 'row')} held back`,
  ].filter(Boolean);
  if (health === 'skipped') return `upstream ${name} was skipped by the last run`;
  if (problems.length > 1 || ran) return `upstream ${name}: ${problems.join(', ')}`;
  if (quarantined) return `${problems[0]} in ${name}`;
  if (isOld) return `upstream ${name} is ${problems[0]}`;
  if (problems.length === 1) return `upstream ${name}: ${problems[0]}`;
  return `upstream ${name} has ${health === 'error' ? 'errors' : 'warnings'}`;
}

function ageOf({ ageSeconds }: NodeRow): string {
  return ageSeconds === undefined ? 'older than it may be' : `${ageWords(ageSeconds)} old`;
}

function ageWords(seconds: number): string {
  if (seconds < 7_200) return counted(Math.round(seconds / 60), 'minute');
  if (seconds < 172_800) return counted(Math.round(seconds / 3_600), 'hour');
  return counted(Math.round(seconds / 86_400), 'day');
}

/** How a test stands: one that passes while it holds rows back is a warning. */
export function checkStanding({ health, heldBack }: CheckRow): Health {
  return heldBack && HEALTH_RANK[health] < HEALTH_RANK.warn ? 'warn' : health;
}

function worst(reasons: readonly Pick<Reason, 'health'>[]): Health {
  return reasons.reduce<Health>((a, { health }) => (HEALTH_RANK[health] > HEALTH_RANK[a] ? health : a), 'unknown');
}

/** The verdict on the whole project. */
export function projectVerdict({ health, attentionTotal, runs }: Overview): Verdict {
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
  if (found === 'unknown' && attentionTotal === 0) {
    const isBuilt = runs.length > 0 && nodes.ok > 0;
    return {
      health: isBuilt ? 'ok' : 'unknown',
      sentence: isBuilt ? 'The last runs succeeded.' : 'Not known: no run is recorded for this target.',
      reasons,
    };
  }
  const sentence =
    found === 'error'
      ? 'Not all of it: some data is wrong, missing or too old.'
      : found === 'warn' || found === 'skipped'
        ? 'Mostly: look at the warnings.'
        : 'Yes: everything that was checked is in order.';
  return { health: found, sentence, reasons };
}
