import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf } from './codes.ts';
import { ENGINE_NAMES, openEngine, type EngineUnderTest } from './engines.ts';
import { REFUSALS } from './refusals.ts';

describe.each(ENGINE_NAMES)('refused on %s before anything is sent', (name) => {
  const shared: { engine?: EngineUnderTest } = {};
  beforeAll(async () => {
    shared.engine = await openEngine(name);
  });
  afterAll(() => shared.engine?.remove());

  test.each(REFUSALS.map((refusal) => [refusal.name, refusal] as const))('%s', async (_, { files, codes, codesOn }) => {
    if (!shared.engine) throw new Error('The engine was not opened');
    const { project, options } = shared.engine;
    project.write(files);
    const report = await project.command('build', options);
    expect(codesOf(report)).toEqual(codesOn?.[name] ?? codes);
    expect([report.exitCode, report.results]).toEqual([2, []]);
    project.write(Object.fromEntries(Object.keys(files).map((path) => [path, null])));
  });
});
