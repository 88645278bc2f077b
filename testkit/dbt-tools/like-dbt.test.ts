import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectIn } from '../e2e/harness.ts';
import { comparable, copyLikeDbt, dbtManifest, type Json } from './like-dbt.ts';

const here = { dir: mkdtempSync(join(tmpdir(), 'like-dbt-')) } as { readonly dir: string; ours: Json; dbts: Json };
afterAll(() => rmSync(here.dir, { recursive: true, force: true }));
beforeAll(async () => {
  await copyLikeDbt(here.dir, 'lakemodel');
  await projectIn(here.dir).build();
  here.ours = JSON.parse(readFileSync(join(here.dir, 'target/manifest.json'), 'utf8')) as Json;
  here.dbts = comparable(dbtManifest());
});

/** What differs and is meant to, as paths in the manifest, with why. */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/^metadata\.(dbt_version|generated_at|invocation_\w+|run_started_at)$/, 'of one run'],
  [/\.(created_at|root_path)$/, 'of one run or machine'],
  [/\.(compiled_code|compiled_path|compiled|extra_ctes|extra_ctes_injected)$/, 'what was compiled, and where to'],
  [/\.(database|schema|relation_name)$/, 'lakemodel puts layers into schemas of their own'],
  [/\.depends_on\.macros$/, "dbt's own macros are none of ours"],
  [/^nodes\.analysis\.\w+\.\w+\.(fqn|path)$/, 'dbt puts the word "analysis" in between'],
  [/^unit_tests\..*\.(fqn|checksum)$/, 'a fqn goes by folders; a checksum is of our own text'],
  [/^nodes\.snapshot\..*\.checksum\.checksum$/, "dbt's is of the YAML file"],
  [/^nodes\.test\..*\.config\.severity$/, 'dbt writes the default in capitals'],
  [/^nodes\.test\..*config\.tags$/, "a column's tags are told as the test's configuration, too"],
  [/^nodes\.test\.\w+\.source_.*\.tags$/, "a source's tags are not its tests'"],
  [/^nodes\.test\..*\.raw_code$/, 'dbt writes the configuration of a generic test as a call'],
  [/\.config\.(quote_columns|store_failures)$/, 'false is told'],
  [/^macros\..*\.arguments$/, 'of generic tests, too'],
  [/^groups\..*\.config\.(materialized|meta\.owner)$/, "a group's folder configures models, not groups"],
];

test('what both write is the same, but for what is meant to differ', () => {
  const differences = compare('', withSameTestIds(here.dbts), withSameTestIds(here.ours));
  expect(differences.filter(({ path }) => !MEANT.some(([pattern]) => pattern.test(path)))).toEqual([]);
  const idle = MEANT.filter(([pattern]) => !differences.some(({ path }) => pattern.test(path)));
  expect(idle.map(([, why]) => why)).toEqual([]);
});

test("keys of ours stand where dbt's schema allows them, in config", () => {
  const added = new Set(addedKeys('', withSameTestIds(here.dbts), withSameTestIds(here.ours)));
  expect([...added].filter((path) => !/\.config\./.test(path) && !MEANT.some(([pattern]) => pattern.test(path)))).toEqual([]); // prettier-ignore
  expect([...added].some((path) => path.endsWith('.config.lakemodel'))).toBe(true);
});

interface Difference {
  readonly path: string;
  readonly dbt: unknown;
  readonly ours: unknown;
}

/** Every place where ours lacks something of dbt's or says it otherwise. */
function compare(path: string, dbt: unknown, ours: unknown): readonly Difference[] {
  // What is disabled is a list for each id, since several may have one.
  if (/^disabled\.[^[]+$/.test(path) && isList(dbt) && isList(ours) && dbt.length === ours.length)
    return dbt.flatMap((entry, index) => compare(`${path}[${index}]`, entry, ours[index]));
  if (isObject(dbt) && isObject(ours))
    return Object.keys(dbt).flatMap((key) => compare(path === '' ? key : `${path}.${key}`, dbt[key], ours[key]));
  return text(dbt) === text(ours) ? [] : [{ path, dbt, ours }];
}

function addedKeys(path: string, dbt: unknown, ours: unknown): readonly string[] {
  if (!isObject(dbt) || !isObject(ours)) return [];
  return Object.keys(ours).flatMap((key) => {
    const at = path === '' ? key : `${path}.${key}`;
    return Object.hasOwn(dbt, key) ? addedKeys(at, dbt[key], ours[key]) : [at];
  });
}

// Lists of ids and of references are sets.
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).sort().join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  return `{${Object.keys(value).sort().map((key) => `${key}:${text(value[key])}`).join(',')}}`; // prettier-ignore
}

/** Ids of generic tests end with a hash that both make in their own way. */
function withSameTestIds(manifest: Json): Json {
  const plain = JSON.stringify(manifest).replace(/"(test\.[^"]+)\.[0-9a-f]{10}"/g, '"$1"');
  return JSON.parse(plain) as Json;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
