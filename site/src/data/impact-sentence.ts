import { counted } from '../format/figures.ts';
import type { ColumnRef } from './column-graph.ts';
import type { Impact } from './impact.ts';
import type { SiteNodes } from './site.ts';
import { useVerbs } from './use-words.ts';

/** `3 columns are made of it; 2 models and 1 analysis join or filter by it; 1 exposure may need it; 4 tests check it`; empty where nothing hangs on the column. */
export function impactSentence({ rows }: SiteNodes, impact: Impact, of: ColumnRef): string {
  const { columns, exposures, tests } = impact;
  return [
    columns.length > 0 && `${counted(columns.length, 'column')} ${isAre(columns.length)} made of it`,
    usersPart(rows, impact, of),
    exposures.length > 0 && `${counted(exposures.length, 'exposure')} may need it`,
    tests.length > 0 && `${counted(tests.length, 'test')} ${tests.length === 1 ? 'checks' : 'check'} it`,
  ]
    .filter(Boolean)
    .join('; ');
}

function usersPart(rows: SiteNodes['rows'], { uses }: Impact, start: ColumnRef): string {
  if (uses.length === 0) return '';
  const users = [...new Set(uses.map(({ by }) => by.node))];
  const analyses = users.filter((node) => rows[node]?.kind === 'analysis').length;
  const models = users.length - analyses;
  const who = [
    models > 0 && counted(models, 'model'),
    analyses > 0 && counted(analyses, 'analysis', 'analyses'),
  ].filter(Boolean);
  const isOwn = uses.map(({ of }) => of.node === start.node && of.column === start.column);
  const what = isOwn.every(Boolean) ? 'it' : isOwn.some(Boolean) ? 'it or by what is made of it' : 'what is made of it';
  const verbs = useVerbs(
    uses.map(({ by }) => by.use),
    users.length === 1 ? 'one' : 'several',
  );
  return `${who.join(' and ')} ${verbs} ${what}`;
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
