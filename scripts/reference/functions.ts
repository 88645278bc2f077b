import { arityOf, signaturesIn } from '../../src/sql/functions/arity.ts';
import type { FunctionEntry } from '../../src/sql/functions/define.ts';
import { FUNCTIONS } from '../../src/sql/functions/index.ts';
import { blocks, code, markdownTable } from './markdown.ts';

const TITLES: Readonly<Record<string, string>> = {
  aggregate: 'Aggregates',
  array: 'Arrays',
  binary: 'Bytes',
  bitwise: 'Bits',
  color: 'Colors',
  comparison: 'Comparison',
  conditional: 'Conditions',
  conversion: 'Conversion',
  datetime: 'Dates and times',
  geospatial: 'Geometry',
  hyperloglog: 'HyperLogLog',
  json: 'JSON',
  map: 'Maps',
  math: 'Numbers',
  qdigest: 'Quantile digests',
  regexp: 'Regular expressions',
  select: 'Grouping',
  session: 'Session',
  setdigest: 'Set digests',
  string: 'Texts',
  tdigest: 'T-Digests',
  url: 'URLs',
  uuid: 'UUIDs',
  window: 'Windows',
};

const INTRODUCTION = `Athena and Trino run every function that they have. The embedded engine, DuckDB, runs those with a form that gives the same answers; a model that
calls another one is refused before the run, with the place. _Local_ says which are which. A call may still be refused for what it is given: a pattern, a format or a path that
is not written out, for example. In _called_, \`?\` marks what may be NULL without the result being so by that alone,
\`...\` what comes any number of times, and capitals stand for types.
[src/sql/functions/README.md](../src/sql/functions/README.md) tells how to add one.`;

/** The text of docs/functions.md: every function of Trino, from the table that the translation uses. */
export function functionsText(): string {
  const entries = Object.entries(FUNCTIONS).sort(([a], [b]) => (a < b ? -1 : 1));
  const local = entries.filter(([, { refused }]) => refused === undefined).length;
  const pages = Object.keys(TITLES).map((page) => ({
    page,
    of: entries.filter(([, entry]) => pageOf(entry) === page),
  }));
  const text = blocks(
    '<!-- Written by `npm run reference`; a test compares it. Edit what it is made from, not this file. -->',
    '<!-- prettier-ignore-start -->',
    '# Functions',
    INTRODUCTION,
    `${entries.length} functions of Trino 476, ${local} of them local.`,
    pages.map(({ page, of }) => blocks(`## ${TITLES[page] ?? page}`, functionTable(of))),
    '<!-- prettier-ignore-end -->',
  );
  return `${text}\n`;
}

/** The page of Trino's documentation that a function stands on. */
export function pageOf({ source }: FunctionEntry): string {
  return /([a-z0-9]+)\.html/.exec(source)?.[1] ?? '';
}

/** Whether every function has its place in the text. */
export function isTitled(entry: FunctionEntry): boolean {
  return Object.hasOwn(TITLES, pageOf(entry));
}

function functionTable(entries: readonly [string, FunctionEntry][]): string {
  const rows = entries.map(([name, entry]) => [
    `[${code(name)}](${entry.source})`,
    signaturesIn(name, entry)
      .map(({ text }) => code(`${name}${text}`))
      .join('<br>'),
    entry.means,
    locality(name, entry),
  ]);
  return markdownTable(['function', 'called', 'meaning', 'local'], rows);
}

function locality(name: string, entry: FunctionEntry): string {
  if (entry.refused !== undefined) return `no: ${entry.refused}`;
  const [, most] = arityOf(name, entry);
  if (!entry.local || entry.local[1] === most) return 'yes';
  const [min, max] = entry.local;
  return `of ${min === max ? min : `${min} to ${max}`} argument${max === 1 ? '' : 's'}`;
}
