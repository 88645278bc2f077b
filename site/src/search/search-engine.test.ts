import { describe, expect, it } from 'vitest';
import type { Overview } from '../../../src/docs/site-data.ts';
import type { Site } from '../data/site.ts';
import { runInSlices } from './in-slices.ts';
import { createSearchEngine } from './search-engine.ts';
import { projectIndex } from './testkit/project-index.ts';
import { indexOfWords } from './testkit/word-index-of.ts';

const project = projectIndex();

/** A site of this repository's project that tells what was asked of it. */
function fakeSite(failures = 0): { readonly site: Site; readonly asked: string[] } {
  const asked: string[] = [];
  let left = failures;
  const give = async <T>(name: string, value: T): Promise<T> => {
    asked.push(name);
    if (name === 'columns' && left-- > 0) throw new Error('columns.js cannot be loaded');
    return value;
  };
  const site: Partial<Site> = {
    overview: { layers: [] } as unknown as Overview,
    nodes: () => give('nodes', { rows: project.rows, indexOf: new Map(), children: [] }),
    columns: () => give('columns', { names: project.columns!.names, edges: [] }),
    checks: () => give('checks', project.checks!.rows),
    words: () => give('words', { descriptions: indexOfWords(['revenue']), sql: indexOfWords([]) }),
  };
  return { site: site as Site, asked };
}

const runAtOnce: typeof runInSlices = (work) =>
  runInSlices(
    work,
    () => 0,
    () => Promise.resolve(),
  );

async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

describe('createSearchEngine', () => {
  it('loads nothing before it is asked, and words only for a search', async () => {
    const { site, asked } = fakeSite();
    const engine = createSearchEngine(site, runAtOnce);
    expect(engine.search).toBeTypeOf('function');
    expect(asked).toEqual([]);
    engine.prepare();
    engine.prepare();
    await settle();
    expect(asked).toEqual(['nodes', 'columns', 'checks']);
    engine.search('dim');
    engine.search('dim_');
    await settle();
    expect(asked).toEqual(['nodes', 'columns', 'checks', 'words']);
  });

  it('warms up once, when the index is there and the browser is idle, and remembers nothing of it', async () => {
    const { site, asked } = fakeSite();
    const waiting: (() => void)[] = [];
    const engine = createSearchEngine(site, runAtOnce, (work) => waiting.push(work));
    engine.prepare();
    expect(waiting).toEqual([]);
    await settle();
    expect(waiting.length).toBeGreaterThan(0);
    const before = engine.state();
    for (const work of waiting.splice(0)) work();
    expect(engine.state()).toBe(before);
    expect(asked).not.toContain('words');
    expect(engine.search('dim_customer')?.documents.length).toBeGreaterThan(0);
    await settle();
    expect(waiting).toEqual([]);
  });

  it('searches what is there, and tells of changes', async () => {
    const { site } = fakeSite();
    const engine = createSearchEngine(site, runAtOnce);
    const waited: (string | undefined)[] = [];
    const stop = engine.listen(() => waited.push(engine.state().waitingFor));
    expect(engine.search('dim_device')).toBeUndefined();
    await settle();
    stop();
    expect(waited.filter(Boolean)).toEqual(['names', 'columns', 'tests', 'descriptions and SQL']);
    const found = engine.search('dim_device')!;
    expect(found.index.rows[found.documents[0]!]!.name).toBe('dim_device');
    expect(engine.search('dim_device')!.documents).toEqual(found.documents);
  });

  it('says what cannot be loaded, searches the rest, and tries again', async () => {
    const { site } = fakeSite(1);
    const engine = createSearchEngine(site, runAtOnce);
    engine.prepare();
    await settle();
    expect(engine.state().problem).toBe('columns.js cannot be loaded');
    expect(engine.search('dim_device')!.documents.length).toBeGreaterThan(0);
    await settle();
    expect(engine.state().problem).toBeUndefined();
    expect(engine.search('impact_score')!.documents.length).toBeGreaterThan(0);
  });
});

describe('runInSlices', () => {
  it('pauses whenever its time is over', async () => {
    let time = 0;
    let pauses = 0;
    function* work(): Generator<void, string> {
      for (let step = 0; step < 10; step++) {
        time += 5;
        yield;
      }
      return 'done';
    }
    const result = await runInSlices(
      work(),
      () => time,
      async () => void pauses++,
    );
    expect([result, pauses]).toEqual(['done', 5]);
  });
});
