import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dbtSchema, type DbtSchema } from '../../src/artifacts/testkit/dbt-schema.ts';
import { freshness, type Host } from '../../src/lakemodel.ts';
import { EVERY_MATERIALIZATION } from '../e2e/every-materialization.ts';
import { invocationOf, newProject, projectIn } from '../e2e/harness.ts';
import { deliver, newWorkspace, removeWorkspace } from '../lakehouse/workspace.ts';
import { copyLikeDbt, type Json } from './like-dbt.ts';

const HOST: Host = {
  now: () => new Date('2026-01-03T00:00:00Z'),
  env: () => undefined,
  newId: () => 'run-2',
  signal: new AbortController().signal,
  onEvent: () => undefined,
};
const FILES = { 'manifest.json': 'manifest-v12', 'run_results.json': 'run-results-v6', 'sources.json': 'sources-v3' } as const satisfies Record<string, DbtSchema>; // prettier-ignore

const PROJECTS: Readonly<Record<string, () => Promise<string>>> = {
  "the repository's own project": () => {
    const workspace = newWorkspace();
    onTestFinished(() => removeWorkspace(workspace));
    deliver(workspace);
    return Promise.resolve(workspace.dir);
  },
  'a project that dbt builds, too': async () => {
    const dir = mkdtempSync(join(tmpdir(), 'schemas-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    await copyLikeDbt(dir, 'lakemodel');
    return dir;
  },
  'every materialization': () => Promise.resolve(newProject(EVERY_MATERIALIZATION).dir),
};

test.each(Object.keys(PROJECTS))("artifacts of %s are valid under dbt's schemas", async (name) => {
  const dir = (await PROJECTS[name]?.()) ?? '';
  await projectIn(dir).command('build');
  await freshness(invocationOf(dir, {}), HOST);
  for (const [file, schema] of Object.entries(FILES)) {
    const isDbts = dbtSchema(schema);
    const artifact = JSON.parse(readFileSync(join(dir, 'target', file), 'utf8')) as Json;
    expect([file, isDbts(artifact) ? [] : isDbts.errors?.slice(0, 5)]).toEqual([file, []]);
    expect(isDbts({ ...artifact, metadata: { ...(artifact.metadata as object), more: 1 } })).toBe(false);
    if (file === 'manifest.json') expect(tampered(artifact).map((changed) => isDbts(changed))).toEqual([false, false, false]); // prettier-ignore
  }
});

/** A key beside dbt's in an entry, one that is missing, and one of another type. */
function tampered(manifest: Json): readonly Json[] {
  const [[id, entry] = ['', {}]] = Object.entries(manifest.nodes as Readonly<Record<string, Json>>).filter(([key]) => key.startsWith('model.')); // prettier-ignore
  const { fqn: _, ...rest } = entry;
  const changes: readonly Json[] = [{ ...entry, lakemodel: 1 }, rest, { ...entry, columns: [] }];
  return changes.map((change) => ({ ...manifest, nodes: { [id]: change } }));
}
