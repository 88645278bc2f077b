import type { NodeStatus, NodeSummary, RunTotals } from '../../run/events.ts';
import { statusText, type Colours } from './colours.ts';
import { reasonOf } from './event-text.ts';
import { printableLine } from './printable.ts';
import { bytes, count, counted, dollars, duration } from './quantities.ts';
import { renderTable, type TableColumn } from './table.ts';

const MAX_ROWS = 40;
const SLOWEST = 10;

export interface SummaryLook {
  readonly width: number;
  readonly colours: Colours;
}

interface Column extends TableColumn {
  readonly cell: (result: NodeSummary) => string;
}

export function isTest(result: NodeSummary): boolean {
  return result.kind === 'test' || result.kind === 'unit test';
}

export function isFailure(result: NodeSummary): boolean {
  return result.status === 'error' || result.status === 'fail';
}

/** What a run did, for stdout: the table of nodes, the tests in one line with those that are not fine, the sum. */
export function runSummary(
  results: readonly NodeSummary[],
  elapsedMs: number,
  look: SummaryLook & { readonly totals?: RunTotals | undefined },
): string {
  const nodes = results.filter((result) => !isTest(result));
  const tests = results.filter(isTest);
  const blocks = [nodeTable(nodes, look), testSummary(tests, look), totalLine(results, elapsedMs, look.totals)];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function nodeTable(nodes: readonly NodeSummary[], look: SummaryLook): string {
  if (nodes.length === 0) return '';
  const shown = nodes.length <= MAX_ROWS ? nodes : mostTelling(nodes);
  const columns = columnsFor(nodes);
  const status = columns.findIndex((column) => column.title === 'status');
  const table = renderTable(
    columns,
    shown.map((node) => columns.map((column) => column.cell(node))),
    {
      width: look.width,
      paint: (text, row, column) => (column === status ? coloured(text, shown[row]?.status, look.colours) : text),
    },
  );
  const left = nodes.length - shown.length;
  return left === 0 ? table : `${table}\n… and ${counted(left, 'more node')}: ${statusCounts(without(nodes, shown))}.`;
}

/** Of a long list: what is not fine, then the slowest of the others; in the order of the run. */
function mostTelling(nodes: readonly NodeSummary[]): readonly NodeSummary[] {
  const bad = nodes.filter((node) => isFailure(node) || node.status === 'warn').slice(0, MAX_ROWS - SLOWEST);
  const slowest = without(nodes, bad)
    .filter((node) => node.status !== 'skipped')
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, SLOWEST);
  const chosen = new Set([...bad, ...slowest]);
  return nodes.filter((node) => chosen.has(node));
}

function without(nodes: readonly NodeSummary[], some: readonly NodeSummary[]): NodeSummary[] {
  const out = new Set(some);
  return nodes.filter((node) => !out.has(node));
}

/** Columns without anything to say in the whole run are left out. */
function columnsFor(nodes: readonly NodeSummary[]): readonly Column[] {
  const right = { align: 'right', whole: true } as const;
  const optional = (known: (node: NodeSummary) => boolean, column: Column) => (nodes.some(known) ? [column] : []);
  return [
    { title: 'model', cell: (node) => node.name },
    { title: 'status', whole: true, cell: (node) => node.status },
    { title: 'rows', ...right, leaveOut: 3, cell: (node) => optionalCount(node.rows) },
    ...optional((node) => node.quarantined !== undefined, {
      title: 'quarantined',
      ...right,
      leaveOut: 2,
      cell: (node) => optionalCount(node.quarantined),
    }),
    ...optional((node) => (node.bytesScanned ?? 0) > 0, {
      title: 'bytes',
      ...right,
      leaveOut: 1,
      cell: (node) => (node.bytesScanned === undefined ? '' : bytes(node.bytesScanned)),
    }),
    { title: 'time', ...right, cell: (node) => (node.status === 'skipped' ? '' : duration(node.durationMs)) },
  ];
}

function optionalCount(value: number | undefined): string {
  return value === undefined ? '' : count(value);
}

// A narrow terminal may have cut the word: the colour is the status's all the same.
function coloured(text: string, status: NodeStatus | undefined, colours: Colours): string {
  return status === undefined ? text : statusText(status, colours).replace(status, text);
}

function testSummary(tests: readonly NodeSummary[], { colours }: SummaryLook): string {
  if (tests.length === 0) return '';
  const bad = tests.filter((test) => test.status !== 'pass' && test.status !== 'success' && test.status !== 'skipped');
  const lines = bad.slice(0, MAX_ROWS).map((test) => {
    const facts = [test.failures ? counted(test.failures, 'failure') : '', reasonOf(test)].filter(Boolean).join(', ');
    return `  ${statusText(test.status, colours)} ${printableLine(test.name)}${facts === '' ? '' : `: ${facts}`}`;
  });
  if (bad.length > MAX_ROWS) lines.push(`  … and ${count(bad.length - MAX_ROWS)} more`);
  return [`Tests: ${statusCounts(tests)}.`, ...lines].join('\n');
}

function totalLine(results: readonly NodeSummary[], elapsedMs: number, totals: RunTotals | undefined): string {
  if (results.length === 0) return `Nothing to do (${duration(elapsedMs)}).`;
  const sum = (of: (result: NodeSummary) => number | undefined) =>
    results.reduce((total, result) => total + (of(result) ?? 0), 0);
  const quarantined = sum((result) => result.quarantined);
  const facts = [
    statusCounts(results),
    quarantined > 0 ? `${counted(quarantined, 'row')} quarantined` : '',
    totals ? costText(totals) : '',
  ];
  const what = facts.filter((fact) => fact !== '').join('; ');
  return `${counted(results.length, 'node')} in ${duration(elapsedMs)}: ${what}.`;
}

/** `scanned 1.3 MB in 31 statements, about $0.0065`; empty where the engine says nothing of bytes. */
function costText({ bytesScanned = 0, statements, costUsd = 0 }: RunTotals): string {
  if (bytesScanned === 0 && costUsd === 0) return '';
  const cost = costUsd === 0 ? '' : `, about ${dollars(costUsd)}`;
  return `scanned ${bytes(bytesScanned)} in ${counted(statements, 'statement')}${cost}`;
}

const statusWords: Record<NodeStatus, string> = {
  success: 'succeeded',
  pass: 'passed',
  'no-op': 'had nothing to do',
  warn: 'warned',
  skipped: 'skipped',
  fail: 'failed',
  error: 'errored',
};

function statusCounts(results: readonly NodeSummary[]): string {
  return (Object.keys(statusWords) as NodeStatus[])
    .map((status) => ({ status, many: results.filter((result) => result.status === status).length }))
    .filter(({ many }) => many > 0)
    .map(({ status, many }) => `${count(many)} ${statusWords[status]}`)
    .join(', ');
}
