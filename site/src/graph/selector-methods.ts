import type { Health, NodeRow } from '../../../src/docs/site-data.ts';
import { isGlob, nameMatcher, pathMatcher } from '../../../src/graph/selection/glob.ts';

/** One way to select, `tag:` or `path:`. */
export interface Method {
  readonly matcher: (value: string) => (row: NodeRow) => boolean;
  /** Values that would match something, to suggest from. */
  readonly candidates: (row: NodeRow) => readonly string[];
  /** Set: any other value is an error. */
  readonly allowed?: readonly string[];
}

const HEALTHS: readonly Health[] = ['unknown', 'ok', 'skipped', 'warn', 'error'];

// Names and folders; sources are not found by name, as in dbt: they have a method of their own.
const fqn: Method = {
  matcher: (value) => {
    const match = fqnMatcher(value);
    return (row) => row.kind !== 'source' && match(row.fqn);
  },
  candidates: (row) => (row.kind === 'source' ? [] : row.fqn.slice(1)),
};

function fqnMatcher(value: string): (fqn: readonly string[]) => boolean {
  const wanted = value.split('.');
  const first = wanted.findIndex(isGlob);
  if (first < 0)
    return (fqn) => {
      // Dots in a name separate like folders.
      const path = fqn.join('.');
      const below = path.slice((fqn[0]?.length ?? 0) + 1);
      return fqn.at(-1) === value || isPathOrFolder(path, value) || isPathOrFolder(below, value);
    };
  const rest = nameMatcher(wanted.slice(first).join('.'));
  const matches = (path: readonly string[]) =>
    path.length >= wanted.length &&
    wanted.slice(0, first).every((part, index) => part === path[index]) &&
    rest(path.slice(first).join('.'));
  return (fqn) => {
    const path = fqn.join('.').split('.');
    return matches(path) || matches(path.slice(1)) || (wanted.length === 1 && rest(fqn.at(-1) ?? ''));
  };
}

function isPathOrFolder(path: string, value: string): boolean {
  return path === value || path.startsWith(`${value}.`);
}

function byTexts(texts: (row: NodeRow) => readonly string[], matcherOf = nameMatcher): Method {
  return {
    matcher: (value) => {
      const match = matcherOf(value);
      return (row) => texts(row).some(match);
    },
    candidates: texts,
  };
}

function byValue(allowed: readonly string[], valueOf: (row: NodeRow) => string): Method {
  return { matcher: (value) => (row) => valueOf(row) === value, candidates: () => [], allowed };
}

const byPath = byTexts(({ path }) => [path, ...folders(path)], pathMatcher);

/** Methods of dbt that the page's data allow, and `status:`, `layer:`, `owner:` besides. */
export const METHODS: Readonly<Record<string, Method>> = {
  fqn,
  path: { ...byPath, matcher: (value) => byPath.matcher(normalisePath(value)) },
  file: byTexts(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return [name, name.replace(/(?<=.)\.[^.]*$/, '')];
  }),
  tag: byTexts((row) => row.tags ?? []),
  'config.tags': byTexts((row) => row.tags ?? []),
  'config.materialized': byTexts((row) => (row.materialized === undefined ? [] : [row.materialized]), equal),
  source: { matcher: sourceMatcher, candidates: (row) => (row.kind === 'source' ? [sourceOf(row), row.name] : []) },
  exposure: byTexts((row) => (row.kind === 'exposure' ? [row.name, `${packageOf(row)}.${row.name}`] : [])),
  resource_type: byValue(['model', 'seed', 'snapshot', 'source', 'analysis', 'exposure'], (row) => row.kind),
  status: byValue(HEALTHS, (row) => row.health),
  layer: byTexts((row) => [row.layer]),
  owner: byTexts((row) => (row.owner === undefined ? [] : [row.owner])),
};

/** Methods that the command line has and the page has not, as its data do not hold what they ask for. */
export const ONLY_ON_THE_COMMAND_LINE: readonly string[] = [
  'access',
  'config',
  'group',
  'package',
  'result',
  'selector',
  'source_status',
  'state',
  'test_name',
  'test_type',
  'unit_test',
];

function equal(value: string): (text: string) => boolean {
  return (text) => text === value;
}

// `source:erp`, `source:erp.parts`, `source:my_project.erp.parts`.
function sourceMatcher(value: string): (row: NodeRow) => boolean {
  const parts = value.split('.');
  const [table = '*', source = '*', project = '*'] = parts.length === 1 ? [undefined, value] : parts.toReversed();
  const [isProject, isSource, isTable] = [nameMatcher(project), nameMatcher(source), nameMatcher(table)];
  return (row) =>
    row.kind === 'source' &&
    parts.length <= 3 &&
    isProject(packageOf(row)) &&
    isSource(sourceOf(row)) &&
    isTable(tableOf(row));
}

function sourceOf(row: NodeRow): string {
  return row.fqn.at(-2) ?? '';
}

function tableOf(row: NodeRow): string {
  return row.fqn.at(-1) ?? '';
}

function packageOf(row: NodeRow): string {
  return row.fqn[0] ?? '';
}

function folders(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

// `./models/gold/` and `models\gold` mean `models/gold`.
function normalisePath(value: string): string {
  return value
    .replace(/\\/g, '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
}
