import type { Span } from '../../diagnostics/index.ts';
import { checkValue, type Loading } from '../loading.ts';
import type { Problems } from '../problems.ts';
import { mergeSettings, NO_SETTINGS, settingsOf, type Settings } from './settings.ts';

export type TreeType = 'model' | 'seed' | 'snapshot' | 'test' | 'source' | 'analysis' | 'exposure' | 'unit_test';

/** One kind's tree of `project.yml`: configuration by folder. */
export interface ConfigTree {
  /** What the tree says for a node: the settings on the way down its `fqn`, nearest last. */
  settingsFor(fqn: readonly string[]): Settings;
  /** Warns of folders in the tree that no node was under. */
  reportUnused(problems: Problems): void;
}

interface TreeNode {
  /** Of this level and all above it. */
  settings: Settings;
  readonly path: string;
  readonly span: Span | undefined;
  readonly children: Map<string, TreeNode>;
  used: boolean;
}

type Mapping = Readonly<Record<string, unknown>>;

/** Configurations that are mappings: without a `+` they win over a folder of that name. */
const TAKE_MAPPING: ReadonlySet<string> = new Set([
  'meta',
  'docs',
  'persist_docs',
  'contract',
  'column_types',
  'table_properties',
  'audit_columns',
  'freshness',
  'diagnostics',
]);

/** Reads the tree of one kind, which may be written under two keys (`tests`, `data_tests`). `+key` sets a key; a plain key is a folder, or a known configuration that is not a mapping. */
export function readConfigTree(type: TreeType, trees: readonly unknown[], context: Loading): ConfigTree {
  const root: TreeNode = { settings: NO_SETTINGS, path: '', span: undefined, children: new Map(), used: true };
  for (const tree of trees) if (isMapping(tree)) fill(root, type, tree, context);
  return {
    settingsFor(fqn) {
      // The project's own name may head the tree, as dbt wants it, or be left out.
      const named = descend(root, fqn);
      const bare = descend(root, fqn.slice(1));
      if (named === root) return bare.settings;
      return bare === root ? named.settings : mergeSettings(bare.settings, named.settings);
    },
    reportUnused: (problems) => reportUnused(root, type, problems),
  };
}

function fill(node: TreeNode, type: TreeType, mapping: Mapping, context: Loading): void {
  const { places, validator, rendered } = context;
  const known = validator.configKeys(type);
  const own: Record<string, unknown> = {};
  const keys: string[] = [];
  const offsets: number[] = [];
  const folders: [string, Mapping][] = [];
  for (const [key, value] of Object.entries(mapping)) {
    if (isFolder(key, value, known)) {
      folders.push([key, value ?? {}]);
      continue;
    }
    const name = key.replace(/^\+/, '');
    const [at, to] = [places.key(mapping, key), places.value(mapping, key)];
    own[name] = value;
    const template = rendered.get(mapping)?.get(key);
    if (template !== undefined) rendered.set(own, (rendered.get(own) ?? new Map<string, string>()).set(name, template));
    keys.push(name);
    offsets.push(at.start, at.end, to.start, to.end);
  }
  places.record(own, { ...places.whole(mapping), keys, offsets });
  checkValue(context, `config.json#/definitions/${type}`, { root: own, name: `the ${type} tree` });
  node.settings = mergeSettings(node.settings, settingsOf(own, context));
  for (const [key, value] of folders) {
    const path = node.path === '' ? key : `${node.path}.${key}`;
    const span = places.key(mapping, key);
    const child = node.children.get(key) ?? { settings: node.settings, path, span, children: new Map(), used: false };
    node.children.set(key, child);
    fill(child, type, value, context);
  }
}

function isFolder(key: string, value: unknown, known: ReadonlySet<string>): value is Mapping | null {
  if (key.startsWith('+')) return false;
  return value === null ? !known.has(key) : isMapping(value) && !(known.has(key) && TAKE_MAPPING.has(key));
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function descend(root: TreeNode, path: readonly string[]): TreeNode {
  let node = root;
  for (const step of path) {
    const child = node.children.get(step);
    if (!child) return node;
    child.used = true;
    node = child;
  }
  return node;
}

function reportUnused(node: TreeNode, type: TreeType, problems: Problems): void {
  for (const child of node.children.values()) {
    if (child.used) reportUnused(child, type, problems);
    else problems.report('config-path-unused', { path: child.path, of: type.replace('_', ' ') }, child.span);
  }
}
