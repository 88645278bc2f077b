import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenLineageEvent } from '../../src/openlineage/index.ts';
import { createEventCheck } from '../../src/openlineage/testkit/validate.ts';
import { closedAddress, startServer } from '../../src/openlineage/testkit/server.ts';
import { newProject, PROJECT_YML, type CommandOptions, type Files } from '../e2e/harness.ts';
import { statesByJob } from './read-events.ts';

const KEY = 'k3y-of-the-lineage-server';
const WORD = 'w0rd-of-a-source';
const MODELS: Files = {
  'models/a.sql': `{{ config(materialized='table') }} select 1 as id, '{{ env_var('SOURCE_PASSWORD') }}' as word`,
  'models/b.sql': `{{ config(materialized='table') }} select id from {{ ref('a') }}`,
  'models/models.yml': 'models: [{ name: b, columns: [{ name: id, data_tests: [not_null] }] }]\n',
};
const ENV = { SOURCE_PASSWORD: WORD, LINEAGE_KEY: KEY };

async function build(openLineage: string, files: Files = {}, options: CommandOptions = {}) {
  const project = newProject({ ...MODELS, 'project.yml': `${PROJECT_YML}openlineage: ${openLineage}\n`, ...files });
  const report = await project.command('build', { env: ENV, ...options });
  return { project, report, warnings: report.diagnostics.map(({ code, message }) => `${code}: ${message}`) };
}

test('a server gets every event in its order, with the key, which stands nowhere else', async () => {
  const server = await startServer();
  const { project, report, warnings } = await build(
    `{ url: "${server.url}", api_key: "{{ env_var('LINEAGE_KEY') }}" }`,
  );
  expect([report.exitCode, warnings]).toEqual([0, []]);
  const events = server.requests.map(({ body }) => JSON.parse(body) as OpenLineageEvent);
  expect(events.flatMap(createEventCheck())).toEqual([]);
  expect(Object.values(statesByJob(events))).toEqual(Array.from({ length: 4 }, () => 'START COMPLETE'));
  expect(new Set(server.requests.map(({ headers, path }) => `${path} ${headers.authorization}`))).toEqual(new Set([`/api/v1/lineage Bearer ${KEY}`])); // prettier-ignore
  // The SQL of a model holds the word: the warehouse gets it, and nobody else.
  for (const text of [...server.requests.map(({ body }) => body), JSON.stringify(report)]) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(WORD);
  }
  for (const file of textsBelow(project.dir)) expect(readFileSync(file, 'utf8'), file).not.toContain(KEY);
});

test('a key that is written into project.yml stands in no artifact', async () => {
  const server = await startServer();
  const { report } = await build(`{ url: "${server.url}", api_key: ${KEY} }`, {
    // A mistake elsewhere in the file is shown with its lines.
    'models/odd.yml': `models: [{ name: b, description: "holds ${KEY}" }]`,
    'models/models.yml': null,
  });
  expect(report.exitCode).toBe(0);
  expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
  for (const { body } of server.requests) expect(body).not.toContain(KEY);
});

describe('what is wrong with a server does not hurt the run', () => {
  const wrong: Record<string, () => Promise<string>> = {
    'answers 500': async () => (await startServer((response) => void response.writeHead(500).end('secret page'))).url,
    'answers 401': async () => (await startServer((response) => void response.writeHead(401).end())).url,
    'never answers': async () => (await startServer(() => undefined)).url,
    'refuses the connection': closedAddress,
    'has no address': () => Promise.resolve('http://no-such-host.invalid'),
  };
  test.each(Object.entries(wrong))('%s', async (_, start) => {
    const url = await start();
    const { report, warnings } = await build(
      `{ url: "${url}", api_key: "{{ env_var('LINEAGE_KEY') }}", timeout: 0.1 }`,
    );
    expect(report.exitCode).toBe(0);
    expect(report.results.map(({ status }) => status)).toEqual(['success', 'success', 'pass']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^openlineage-events-lost: 8 of 8 OpenLineage events were not delivered: the server .+\.$/,
    );
    expect(warnings[0]).not.toContain(KEY);
  });

  test('a file that cannot be written', async () => {
    const { report, warnings } = await build('{ file: models }');
    expect(report.exitCode).toBe(0);
    expect(warnings).toEqual([
      expect.stringMatching(/^openlineage-events-lost: 8 of 8 .*cannot be written \(EISDIR\)/),
    ]);
  });
});

test('an address that holds a password is refused before anything is run', async () => {
  const { report, warnings } = await build('{ url: "http://me:hidden-word@x.example" }');
  expect([report.exitCode, report.results]).toEqual([2, []]);
  expect(warnings).toEqual([expect.stringMatching(/^openlineage-place-invalid: /)]);
  expect(JSON.stringify(warnings)).not.toContain('hidden-word');
});

test('Ctrl-C ends the wait for a server that never answers', async () => {
  const server = await startServer(() => undefined);
  const stop = new AbortController();
  const onEvent = ({ type }: { type: string }) => void (type === 'node-started' && stop.abort());
  const options = { signal: stop.signal, onEvent };
  const begun = performance.now();
  const { warnings } = await build(`{ url: "${server.url}", timeout: 300 }`, {}, options);
  expect(warnings.filter((text) => text.startsWith('openlineage-events-lost'))).toHaveLength(1);
  // A request may take five minutes here: two seconds are waited for, and the rest is room for a slow machine.
  expect(performance.now() - begun).toBeLessThan(60_000);
});

function textsBelow(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
