import type { Assembly } from './assembly.ts';
import { checkValue } from './loading.ts';
import type { JsonValue } from './project.ts';
import { isMapping } from './project-file.ts';

const NAMES = ['selectors.yml', 'selectors.yaml'];

/** The selectors of `selectors.yml` by name, as written; their meaning is the graph's. */
export function readSelectors({ loading, topFiles }: Assembly): Record<string, JsonValue> {
  const file = NAMES.find((name) => topFiles.includes(name));
  const source = file === undefined ? undefined : loading.read(file);
  const root = source && loading.yaml.read(source);
  if (file === undefined || root === undefined || root === null) return {};
  if (!checkValue(loading, 'selectors.json', { root, name: file }) || !isMapping(root)) return {};
  const selectors = new Map<string, JsonValue>();
  const list = Array.isArray(root.selectors) ? root.selectors.filter(isMapping) : [];
  for (const selector of list) {
    const name = String(selector.name);
    if (selectors.has(name)) {
      loading.problems.report('name-twice', { kind: 'selectors', name }, loading.places.value(selector, 'name'));
    }
    selectors.set(name, selector as JsonValue);
  }
  return Object.fromEntries(selectors);
}
