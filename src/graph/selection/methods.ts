import { didYouMean } from '../../diagnostics/index.ts';
import { configMethod } from './config-method.ts';
import { nameMatcher, pathMatcher } from './glob.ts';
import { filesOf, type Member } from './members.ts';
import { stateMethod } from './state-method.ts';
import { byTexts, byValue, idsWhere, type Method } from './method.ts';

const fqn: Method = {
  find: (space, { value }) => space.names.find(value),
  suggest: (space, { value }) => didYouMean(value, space.names.candidates()),
};

const byPath = byTexts('path', (member) => [...filesOf(member), ...folders(member.path)], pathMatcher);
const path: Method = {
  ...byPath,
  find: (space, criterion) => byPath.find(space, { ...criterion, value: normalisePath(criterion.value) }),
};

const file = byTexts('file', (member) => {
  const name = member.path.slice(member.path.lastIndexOf('/') + 1);
  return [name, name.replace(/(?<=.)\.[^.]*$/, '')];
});

// `source:erp`, `source:erp.parts`, `source:my_project.erp.parts`.
const source: Method = {
  ...byTexts('source', (member) =>
    member.resourceType === 'source' ? [member.sourceName, `${member.sourceName}.${member.name}`] : [],
  ),
  find: (space, { value }) => {
    const parts = value.split('.');
    const [table = '*', name = '*', packageName = '*'] = parts.length === 1 ? [undefined, value] : parts.toReversed();
    const tests = [packageName, name, table].map(nameMatcher);
    return idsWhere(space, (member) => {
      if (member.resourceType !== 'source' || parts.length > 3) return false;
      return [member.packageName, member.sourceName, member.name].every((text, index) => tests[index]?.(text));
    });
  },
};

function byQualifiedName(resourceType: 'exposure' | 'unit_test'): Method {
  return byTexts(resourceType, (member) =>
    member.resourceType === resourceType ? [member.name, `${member.packageName}.${member.name}`] : [],
  );
}

const resourceType = byValue(
  ['model', 'seed', 'snapshot', 'analysis', 'test', 'source', 'exposure', 'unit_test'],
  (member, value) => member.resourceType === value,
);

const access = byValue(
  ['private', 'protected', 'public'],
  (member, value) => member.resourceType === 'model' && (member.config.access ?? 'protected') === value,
);

const testType = byValue(['generic', 'singular', 'data', 'unit', 'schema'], (member, value) => {
  if (member.resourceType === 'unit_test') return value === 'unit';
  if (member.resourceType !== 'test') return false;
  // `schema` is what dbt called generic tests first.
  return value === 'data' || member.test.kind === (value === 'schema' ? 'generic' : value);
});

const testName = byTexts('test_name', (member) => {
  if (member.resourceType === 'unit_test') return [member.name];
  if (member.resourceType !== 'test' || member.test.kind !== 'generic') return [];
  const { name } = member.test;
  return name.includes('.') ? [name, name.slice(name.lastIndexOf('.') + 1)] : [name];
});

const byPackage = byTexts('package', (member) => [member.packageName]);
const packages: Method = {
  ...byPackage,
  find: (space, criterion) =>
    byPackage.find(space, criterion.value === 'this' ? { ...criterion, value: space.project.name } : criterion),
};

const result: Method = {
  ...byValue(
    ['success', 'error', 'skipped', 'partial success', 'no-op', 'pass', 'fail', 'warn', 'runtime error', 'reused'],
    () => false,
  ),
  find: (space, { value }) =>
    (space.previous.results ?? []).flatMap((earlier) =>
      earlier.status === value && space.members.has(earlier.uniqueId) ? earlier.uniqueId : [],
    ),
};

/** Every method that finds by looking at the project and at earlier results; `selector:` is resolved where definitions are at hand. */
export const methods: Readonly<Record<string, Method>> = {
  fqn,
  path,
  file,
  source,
  exposure: byQualifiedName('exposure'),
  unit_test: byQualifiedName('unit_test'),
  tag: byTexts('tag', (member) => member.tags),
  group: byTexts('group', groups),
  access,
  package: packages,
  config: configMethod,
  resource_type: resourceType,
  test_type: testType,
  test_name: testName,
  result,
  state: stateMethod,
};

function groups(member: Member): readonly string[] {
  if (member.resourceType === 'source' || member.resourceType === 'exposure' || member.resourceType === 'unit_test')
    return [];
  return member.config.group === undefined ? [] : [member.config.group];
}

function folders(name: string): string[] {
  const parts = name.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

// `./models/gold/` and `models\gold` mean `models/gold`.
function normalisePath(value: string): string {
  return value
    .replace(/\\/g, '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
}
