import type { Levels } from '../diagnostics/index.ts';
import { reportLevel } from './config/check-config.ts';
import { hooksOf, itemSpans } from './config/settings.ts';
import type { Loading } from './loading.ts';
import type { Hook, JsonValue, OpenLineageSettings, ProjectSettings } from './project.ts';
import type { Problems } from './problems.ts';
import { isMapping, type Mapping } from './project-file.ts';

const FOLDERS = {
  modelPaths: ['model-paths', 'models'],
  seedPaths: ['seed-paths', 'seeds'],
  snapshotPaths: ['snapshot-paths', 'snapshots'],
  testPaths: ['test-paths', 'tests'],
  macroPaths: ['macro-paths', 'macros'],
  analysisPaths: ['analysis-paths', 'analyses'],
} as const;

/** Folders, hooks and search orders of a validated `project.yml`. */
export function readSettings(raw: Mapping, { places, options, problems }: Loading): ProjectSettings {
  const paths = (key: keyof typeof FOLDERS): readonly string[] => {
    const [written, usual] = FOLDERS[key];
    return stringList(raw[written])?.map(cleanPath) ?? [usual];
  };
  const folders = {
    modelPaths: paths('modelPaths'),
    seedPaths: paths('seedPaths'),
    snapshotPaths: paths('snapshotPaths'),
    testPaths: paths('testPaths'),
    macroPaths: paths('macroPaths'),
    analysisPaths: paths('analysisPaths'),
  };
  const hooks = (key: string): readonly Hook[] => {
    const value = raw[key] as JsonValue | undefined;
    return value === undefined || value === null ? [] : hooksOf(value, itemSpans(raw, key, value, places));
  };
  return {
    ...folders,
    docsPaths: stringList(raw['docs-paths'])?.map(cleanPath) ?? [...new Set(Object.values(folders).flat())],
    targetPath: cleanPath(
      options.targetPath ?? (typeof raw['target-path'] === 'string' ? raw['target-path'] : 'target'),
    ),
    targetNames: isMapping(raw.targets) ? Object.keys(raw.targets) : [],
    ...stateOf(raw.state),
    ...openLineageOf(raw.openlineage),
    ...levelsOf(raw.diagnostics, places, problems),
    onRunStart: hooks('on-run-start'),
    onRunEnd: hooks('on-run-end'),
    dispatch: dispatchOf(raw.dispatch),
  };
}

/** Warns of folders that `project.yml` names and that are not there. */
export function checkFolders(raw: Mapping, missing: (folder: string) => boolean, { problems, places }: Loading): void {
  for (const [key] of Object.values(FOLDERS)) {
    const list = stringList(raw[key]);
    list?.forEach((folder, index) => {
      if (missing(cleanPath(folder))) problems.report('folder-missing', { folder, key }, places.value(list, index));
    });
  }
}

function stringList(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

function cleanPath(path: string): string {
  return path.replace(/\\/g, '/').replace(/^\.\//, '').replace(/\/+$/, '') || '.';
}

function levelsOf(written: unknown, places: Loading['places'], problems: Problems): { diagnostics?: Levels } {
  if (!isMapping(written)) return {};
  const levels = written as Levels;
  for (const [code, level] of Object.entries(levels)) reportLevel(code, level, places.key(written, code), problems);
  return { diagnostics: levels };
}

function stateOf(state: unknown): { stateLocation?: string } {
  const location = (state as Mapping | undefined)?.location;
  return typeof location === 'string' ? { stateLocation: location } : {};
}

/** `true`, `false`, or a mapping, which means `true` unless it says `enabled: false`. */
function openLineageOf(written: unknown): { openLineage?: OpenLineageSettings } {
  if (typeof written === 'boolean') return { openLineage: { enabled: written } };
  if (!isMapping(written)) return {};
  const { enabled, timeout } = written;
  const text = (key: string) => (typeof written[key] === 'string' && written[key] !== '' ? written[key] : undefined);
  const [url, file, endpoint, namespace, apiKey] = ['url', 'file', 'endpoint', 'namespace', 'api_key'].map(text);
  return {
    openLineage: {
      enabled: enabled !== false,
      ...(url !== undefined && { url }),
      ...(file !== undefined && { file }),
      ...(endpoint !== undefined && { endpoint }),
      ...(namespace !== undefined && { namespace }),
      ...(apiKey !== undefined && { apiKey }),
      ...(typeof timeout === 'number' && { timeoutSeconds: timeout }),
    },
  };
}

function dispatchOf(value: unknown): ProjectSettings['dispatch'] {
  if (!Array.isArray(value)) return {};
  const orders = (value as Mapping[]).filter((one) => typeof one?.macro_namespace === 'string');
  return Object.fromEntries(orders.map((one) => [one.macro_namespace, stringList(one.search_order) ?? []]));
}
