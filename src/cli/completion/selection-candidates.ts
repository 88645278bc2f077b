import type { NamesReport } from '../../lakemodel.ts';
import { RESOURCE_TYPES } from '../flags.ts';
import type { Candidate } from './candidates.ts';

const METHODS: Readonly<Record<string, string>> = {
  'tag:': 'nodes with a tag',
  'path:': 'nodes below a folder',
  'source:': 'tables of a source',
  'exposure:': 'what a dashboard or report reads',
  'resource_type:': 'nodes of a type',
  'config.materialized:': 'nodes built in a way',
  'test_type:': 'tests of a kind',
  'state:': 'nodes that differ from --state',
  'result:': 'nodes by their last result',
};
const STATES = ['new', 'old', 'modified', 'unmodified', 'modified.body', 'modified.configs'];
const RESULTS = ['error', 'fail', 'warn', 'success', 'pass', 'skipped'];
const MATERIALIZATIONS = ['view', 'table', 'incremental', 'ephemeral', 'snapshot', 'seed'];
const TEST_TYPES = ['generic', 'singular', 'data', 'unit'];

/** What may stand for the last part of a selection; what stands before it (`a,+`, `2+`, `@`) stays. */
export function selectionCandidates(current: string, names: NamesReport): readonly Candidate[] {
  const before = /^(?:.*,)?(?:@|\d*\+)?/.exec(current)?.[0] ?? '';
  const part = current.slice(before.length);
  return parts(part, names).map(({ value, description }) => ({ value: `${before}${value}`, description }));
}

function parts(part: string, names: NamesReport): readonly Candidate[] {
  const colon = part.indexOf(':');
  if (colon < 0) {
    const nodes = names.nodes.filter(({ resourceType }) => !['source', 'exposure'].includes(resourceType));
    const tests = (type: string) => (type === 'test' ? 1 : 0);
    return [
      ...nodes
        .toSorted((a, b) => tests(a.resourceType) - tests(b.resourceType))
        .map(({ name, resourceType }) => ({ value: name, description: resourceType })),
      ...Object.entries(METHODS).map(([value, description]) => ({ value, description })),
    ];
  }
  const method = part.slice(0, colon + 1);
  return valuesOf(method, names).map((value) => ({ value: `${method}${value}`, description: METHODS[method] ?? '' }));
}

function valuesOf(method: string, { nodes, tags, folders }: NamesReport): readonly string[] {
  const of = (type: string) => nodes.filter(({ resourceType }) => resourceType === type).map(({ name }) => name);
  switch (method) {
    case 'tag:':
      return tags;
    case 'path:':
      return folders;
    case 'source:':
      return [...new Set(of('source').flatMap((name) => [name.split('.')[0]!, name]))];
    case 'exposure:':
      return of('exposure');
    case 'resource_type:':
      return RESOURCE_TYPES;
    case 'config.materialized:':
      return MATERIALIZATIONS;
    case 'test_type:':
      return TEST_TYPES;
    case 'state:':
      return STATES;
    case 'result:':
      return RESULTS;
    default:
      return [];
  }
}
