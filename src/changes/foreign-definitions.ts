import type { ChangeKind } from '../graph/index.ts';
import type { Exposure, JsonObject, UnitTest } from '../project/project.ts';
import { canonical } from './canonical.ts';
import { inputText, rowsOf } from './print-definition.ts';

/** How an exposure differs from its entry in a manifest without fingerprints. */
export function foreignExposureChanges(
  exposure: Exposure,
  parents: readonly string[],
  entry: JsonObject,
): ChangeKind[] {
  const { type, owner, url, maturity, label, description } = exposure;
  const { depends_on: dependsOn } = entry as { depends_on?: { nodes?: readonly string[] } };
  const { email, name } = (entry.owner ?? {}) as JsonObject;
  const now = { type, owner: { email: owner.email, name: owner.name }, url, maturity, parents: [...parents].sort() };
  const before = {
    type: entry.type,
    owner: { email, name },
    url: entry.url,
    maturity: entry.maturity,
    parents: [...(dependsOn?.nodes ?? [])].sort(),
  };
  const texts = { label, description: description || undefined };
  const earlierTexts = { label: entry.label, description: entry.description === '' ? undefined : entry.description };
  return [
    ...(canonical(now) === canonical(before) ? [] : ['body' as const]),
    ...(canonical(texts) === canonical(earlierTexts) ? [] : ['persisted_descriptions' as const]),
  ];
}

/** How a unit test differs from its entry in a manifest without fingerprints. */
export function foreignUnitTestChanges(test: UnitTest, entry: JsonObject): ChangeKind[] {
  const { macros, vars, envVars } = test.overrides;
  const given = test.given.map((input) => [inputText(input), rowsOf(input)]);
  const now = [test.model, given, rowsOf(test.expect), { macros, vars, env_vars: envVars }];
  const inputs = (Array.isArray(entry.given) ? entry.given : []) as readonly JsonObject[];
  const before = [
    entry.model,
    inputs.map((input) => [earlierInput(String(input.input)), earlierRows(input)]),
    earlierRows((entry.expect ?? {}) as JsonObject),
    entry.overrides ?? {},
  ];
  return canonical(now) === canonical(before) ? [] : ['body'];
}

function earlierInput(text: string): string {
  const names = [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  if (/^\s*source\s*\(/.test(text)) return `source ${names.join('.')}`;
  return /^\s*ref\s*\(/.test(text) ? `ref ${names.at(-1)}` : text.trim();
}

function earlierRows({ rows }: JsonObject): unknown {
  return typeof rows === 'string'
    ? rowsOf({ sql: rows })
    : rowsOf({ rows: (rows ?? []) as readonly JsonObject[] as never });
}
