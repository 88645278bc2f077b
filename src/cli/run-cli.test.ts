import { expect, test } from 'vitest';
import { DiagnosticError, diagnose } from '../diagnostics/index.ts';
import { runCli } from './run-cli.ts';
import { fakeOutput, fakeWorld, type FakeSettings } from './testkit/fake-world.ts';
import { eventsOf, sampleReport } from './testkit/sample-run.ts';
import type { Library } from './world.ts';

interface Expected {
  readonly exitCode?: number;
  readonly stdout?: string | RegExp;
  readonly stderr?: string | RegExp;
}

/** Runs one command line; texts are compared whole, patterns anywhere. */
async function check(line: string | readonly string[], expected: Expected, settings: FakeSettings = {}): Promise<void> {
  const { world, stdout, stderr } = fakeWorld(settings);
  const argv = typeof line === 'string' ? line.split(' ').filter(Boolean) : line;
  const exitCode = await runCli(argv, world);
  const { stdout: out = '', stderr: err = '' } = expected;
  expect(stdout()).toEqual(typeof out === 'string' ? out : expect.stringMatching(out));
  expect(stderr()).toEqual(typeof err === 'string' ? err : expect.stringMatching(err));
  expect(exitCode).toBe(expected.exitCode ?? 0);
}

const fine = { exitCode: 0, diagnostics: [] } as const;
const missing = diagnose('ref-unknown', { name: 'x', disabled: false });
const warning = diagnose('ref-unknown', { name: 'w', disabled: false }, { severity: 'warning' });

test('version and help', async () => {
  await check('--version', { stdout: 'lakemodel 1.2.3\n' });
  await check('--help', { stdout: /^Usage: lakemodel \[options\] \[command\]\n/ });
  await check('help show', { stdout: /^Usage: lakemodel show / });
  await check('', { exitCode: 2, stderr: /^Usage: lakemodel / });
  await check('quarantine', { exitCode: 2, stderr: /^Usage: lakemodel quarantine / });
});

test.each([
  ['biuld', 'error: Unknown command "biuld".\n  hint: Did you mean "lakemodel build"?\n'],
  ['frobnicate', 'error: Unknown command "frobnicate".\n  hint: Run "lakemodel --help" to see all commands.\n'],
  ['source fresness', 'error: Unknown command "fresness".\n  hint: Did you mean "lakemodel source freshness"?\n'],
  ['quarantine relese a', 'error: Unknown command "relese".\n  hint: Did you mean "lakemodel quarantine release"?\n'],
  ['run --selct a', 'error: Unknown option "--selct".\n  hint: Did you mean "--select"?\n'],
  ['run --xyzzy', 'error: Unknown option "--xyzzy".\n  hint: Run "lakemodel run --help" to see what it takes.\n'],
  [
    'run my_model',
    'error: Too many arguments for "run". Expected 0 arguments but got 1.\n  hint: Name nodes with --select, e.g. --select my_model.\n',
  ],
  [
    'run --threads none',
    'error: Option "--threads <count>" argument "none" is invalid. It must be a whole number from 1 up.\n  hint: Run "lakemodel run --help" to see what it takes.\n',
  ],
  [
    'ls --output yaml',
    'error: Option "--output <format>" argument "yaml" is invalid. Allowed choices are text, json, name, path, selector.\n  hint: Run "lakemodel ls --help" to see what it takes.\n',
  ],
  [
    'run --select',
    'error: Option "-s, --select <selection...>" argument missing.\n  hint: Run "lakemodel run --help" to see what it takes.\n',
  ],
  [
    'quarantine release',
    'error: Missing required argument "model".\n  hint: Run "lakemodel quarantine release --help" to see what it takes.\n',
  ],
  ['ls --output-keys name', 'error: --output-keys says which keys --output json prints.\n  hint: Add --output json.\n'],
  [
    'show',
    'error: show takes either a selection or a query.\n  hint: Use --select my_model, or --inline "select 1".\n',
  ],
])('mistake: %s', (line, stderr) => check(line, { exitCode: 2, stderr }));

test('--threads 0, 1.5 and 1e9 are no numbers of threads', async () => {
  for (const threads of ['0', '-1', '1.5', '1e9', '', '99999999999999999999']) {
    await check(['run', `--threads=${threads}`], { exitCode: 2, stderr: /whole number from 1 up/ });
  }
});

test('the library gets what the command line asks for', async () => {
  const calls: unknown[] = [];
  const library: Partial<Library> = {
    runCommand: (command, invocation) => {
      calls.push([command, invocation.select, invocation.fullRefresh]);
      return Promise.resolve({ ...fine, results: [], elapsedMs: 3 });
    },
    show: (_invocation, options) => {
      calls.push(options);
      return Promise.resolve({ ...fine, name: 'x', columns: [], rows: [] });
    },
    quarantine: (action, _invocation, options) => {
      calls.push([action, options]);
      return Promise.resolve({ ...fine, columns: [], rows: [], notes: ['2 rows were released.'] });
    },
    plan: (command) => {
      calls.push(command);
      return Promise.resolve({ ...fine, text: 'nothing to do', plan: {} });
    },
  };
  await check('snapshot -s a', { stdout: 'Nothing to do (3 ms).\n' }, { library });
  await check('run -f', { stdout: 'Nothing to do (3 ms).\n' }, { library });
  await check('show -s x --limit -1', {}, { library });
  await check(['show', '--inline', 'select 1'], {}, { library });
  await check('quarantine release m --rule r', { stdout: '2 rows were released.\n' }, { library });
  await check('quarantine expire --older-than 0', { stdout: '2 rows were released.\n' }, { library });
  await check('plan run', { stdout: 'nothing to do\n' }, { library });
  await check('plan', { stdout: 'nothing to do\n' }, { library });
  const all = Number.MAX_SAFE_INTEGER;
  expect(calls).toEqual([
    ['snapshot', ['a'], false],
    ['run', [], true],
    { limit: all },
    { limit: 5, inline: 'select 1' },
    ['release', { model: 'm', rule: 'r', limit: all }],
    ['expire', { olderThanDays: 0, limit: all }],
    'run',
    'build',
  ]);
});

test.each([0, 1, 2, 3] as const)('exit code %i of a report is the exit code', (exitCode) =>
  check(
    'clean',
    { exitCode, stdout: 'Nothing to remove.\n' },
    {
      library: { clean: () => Promise.resolve({ exitCode, diagnostics: [], removed: [], kept: [] }) },
    },
  ),
);

test('diagnostics go to stderr, errors last; --quiet keeps errors alone', async () => {
  const list: Library['list'] = () => Promise.resolve({ exitCode: 2, diagnostics: [missing, warning], nodes: [] });
  const error = 'error[ref-unknown]: Model "x" does not exist.\n\nMore: lakemodel explain ref-unknown\n';
  await check(
    'ls',
    { exitCode: 2, stderr: `warning[ref-unknown]: Model "w" does not exist.\n\n${error}` },
    { library: { list } },
  );
  await check('ls -q', { exitCode: 2, stderr: error }, { library: { list } });
});

test('--log-format json: each line of stderr is an object', async () => {
  const { world, stdout, stderr } = fakeWorld({
    library: {
      runCommand: (_command, _invocation, host) => {
        for (const event of eventsOf(sampleReport.results)) host.onEvent(event);
        return Promise.resolve(sampleReport);
      },
    },
  });
  expect(await runCli(['build', '--log-format', 'json'], world)).toBe(1);
  expect(stdout()).toBe('');
  const lines = stderr()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; time: string });
  expect([...new Set(lines.map((line) => line.type))]).toEqual([
    'phase',
    'run-started',
    'node-started',
    'node-finished',
    'run-finished',
    'diagnostic',
  ]);
  expect(lines[0]?.time).toBe('2026-01-02T03:04:05.000Z');
});

test('a bug of ours: one paragraph and exit code 70; the stack only when asked for', async () => {
  const library = { list: () => Promise.reject(new Error('Invariant broken: x')) };
  const text = /^lakemodel met a bug of its own and stopped: Invariant broken: x\n[^\n]*Please report it[^\n]*\n$/;
  await check('ls', { exitCode: 70, stderr: text }, { library });
  await check(
    'ls',
    { exitCode: 70, stderr: /\n\nError: Invariant broken: x\n +at / },
    { library, env: { LAKEMODEL_DEBUG: '1' } },
  );
  await check(
    'ls',
    { exitCode: 70, stderr: /stopped: thrown text/ },
    {
      library: { list: () => Promise.reject('thrown text') },
    },
  );
});

test('diagnostics that were thrown are printed as such', async () => {
  const library = { list: () => Promise.reject(new DiagnosticError([missing])) };
  await check('ls', { exitCode: 2, stderr: /^error\[ref-unknown\]: Model "x" does not exist\.\n/ }, { library });
});

test('Ctrl-C: says what is stopping, then exits with 130', async () => {
  const { world, stderr, interrupt } = fakeWorld({
    library: {
      runCommand: (_command, _invocation, host) => {
        const started = { type: 'node-started', kind: 'table', total: 2 } as const;
        host.onEvent({ ...started, id: 'a', name: 'a', index: 1 });
        host.onEvent({ ...started, id: 'b', name: 'b', index: 2 });
        interrupt();
        return Promise.resolve({ exitCode: 1, diagnostics: [], results: [], elapsedMs: 1 });
      },
    },
  });
  expect(await runCli(['run'], world)).toBe(130);
  expect(stderr()).toBe('stopping: 2 nodes are being cancelled; press Ctrl-C again to quit at once\n');
});

test('explain', async () => {
  await check('explain ref-unknown', { stdout: /^ref-unknown \(error\)\n\n\S/ });
  await check('explain error[ref-unknown]', { stdout: /^ref-unknown \(error\)\n\n\S/ });
  await check('explain', { stdout: /^code +severity +meaning\n-+ +-+ +-+\n(.*\n)*ref-unknown +error +\S/ });
  await check('explain ref-unknwn', {
    exitCode: 2,
    stderr: /^error: There is no diagnostic with the code "ref-unknwn"\.\n {2}hint: Did you mean .*"ref-unknown"/,
  });
  await check('explain toString', { exitCode: 2, stderr: /There is no diagnostic with the code "tostring"/ });
});

test('ls', async () => {
  const node = {
    id: 'model.shop.a',
    resourceType: 'model',
    name: 'a',
    selector: 'shop.gold.a',
    path: 'models/gold/a.sql',
  };
  const library = {
    list: () =>
      Promise.resolve({
        ...fine,
        nodes: [
          { ...node, tags: ['x'] },
          { ...node, name: 'b' },
        ],
      }),
  };
  await check('ls', { stdout: 'shop.gold.a\nshop.gold.a\n' }, { library });
  await check('ls --output name', { stdout: 'a\nb\n' }, { library });
  await check('ls --output path', { stdout: 'models/gold/a.sql\nmodels/gold/a.sql\n' }, { library });
  await check(
    'ls --output json --output-keys name tags resource_type',
    {
      stdout: '{"name":"a","tags":["x"],"resource_type":"model"}\n{"name":"b","resource_type":"model"}\n',
    },
    { library },
  );
  await check(
    'ls --output json',
    { stdout: /^\{"unique_id":"model\.shop\.a","resource_type":"model","original_file_path":/ },
    { library },
  );
  await check(
    'ls --output json --output-keys nme',
    {
      exitCode: 2,
      stderr: 'error: No node has the key "nme".\n  hint: Did you mean "name"?\n',
    },
    { library },
  );
});

test('compile: one node gives its SQL, several the folder', async () => {
  const node = { id: 'model.shop.a', name: 'a', path: 'a.sql', sql: 'select 1\n\n', rendered: 'select 1' };
  const compiled = (...nodes: (typeof node)[]) => ({
    library: { compile: () => Promise.resolve({ ...fine, nodes, writtenTo: 'target/compiled' }) },
  });
  await check('compile -s a', { stdout: 'select 1\n' }, compiled(node));
  await check('compile', { stderr: 'Compiled 2 nodes to target/compiled.\n' }, compiled(node, node));
});

test('show: a table, or JSON as dbt writes it', async () => {
  const columns = [
    { name: 'id', type: 'bigint' },
    { name: 'name', type: 'varchar' },
    { name: 'tags', type: 'array(varchar)' },
  ];
  const rows = [
    [1n, 'a\nb', ['x']],
    [12_345_678_901_234_567_890n, null, null],
  ];
  const library = { show: () => Promise.resolve({ ...fine, name: 'm', columns, rows }) };
  await check(
    'show -s m',
    {
      stdout: [
        '                  id  name  tags',
        '--------------------  ----  -----',
        '                   1  a\\nb  ["x"]',
        '12345678901234567890  NULL  NULL',
        '',
      ].join('\n'),
    },
    { library },
  );
  const json = {
    node: 'm',
    show: [
      { id: 1, name: 'a\nb', tags: ['x'] },
      { id: '12345678901234567890', name: null, tags: null },
    ],
  };
  await check('show -s m --output json', { stdout: `${JSON.stringify(json, null, 2)}\n` }, { library });
});

test('show on a narrow terminal: columns without room are named', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `column_${index}`);
  const settings = {
    stdout: fakeOutput({ columns: 40 }),
    library: {
      show: () =>
        Promise.resolve({
          ...fine,
          name: 'm',
          columns: names.map((name) => ({ name, type: 'varchar' })),
          rows: [names],
        }),
    },
  };
  const { world, stdout, stderr } = fakeWorld(settings);
  expect(await runCli(['show', '-s', 'm'], world)).toBe(0);
  expect(
    stdout()
      .split('\n')
      .every((line) => line.length <= 40),
  ).toBe(true);
  expect(stdout()).toContain('col…');
  expect(stderr()).toMatch(/^5 more columns found no room: column_7, .*--output json prints all\.\n$/);
});

test('source freshness, clean, init', async () => {
  const library: Partial<Library> = {
    freshness: () =>
      Promise.resolve({
        ...fine,
        sources: [
          { id: 's', name: 'raw.telemetry', status: 'warn', maxLoadedAt: '2026-01-01T00:00:00Z', ageSeconds: 97_200 },
        ],
      }),
    clean: () =>
      Promise.resolve({
        ...fine,
        removed: ['target/compiled'],
        kept: [{ path: 'target/state', why: 'state, use --all' }],
      }),
    init: () => Promise.resolve({ ...fine, created: ['project.yml'] }),
  };
  await check(
    'source freshness',
    {
      stdout: /^source +status +newest row +age +note\n.*\nraw\.telemetry +warn +2026-01-01T00:00:00Z +27 h 0 min\n$/,
    },
    { library },
  );
  await check('clean', { stdout: 'removed target/compiled\nkept target/state: state, use --all\n' }, { library });
  // No project is needed where one is made.
  await check(
    'init new',
    { stdout: 'created project.yml\n', stderr: '\nNext:\n  cd new && lakemodel build\n' },
    { library, files: [] },
  );
});

test('a project that is wrong ran nothing, and does not say that there was nothing to do', () =>
  check(
    'build',
    { exitCode: 2, stderr: /^error\[ref-unknown\]/ },
    {
      library: {
        runCommand: () => Promise.resolve({ exitCode: 2, diagnostics: [missing], results: [], elapsedMs: 1 }),
      },
    },
  ));

test('sources pull, by both of its names', async () => {
  const tables = [
    {
      name: 'erp.parts',
      file: 'models/erp.yml',
      isNew: false,
      added: [{ name: 'weight', type: 'double' }, { name: 'odd' }],
      retyped: [
        { name: 'id', from: 'integer', to: 'bigint' },
        { name: 'code', to: 'varchar' },
      ],
    },
    { name: 'erp.bolts', file: 'models/erp.yml', isNew: true, added: [], retyped: [] },
  ];
  const library: Partial<Library> = {
    sourcesPull: (_, { schema }) =>
      Promise.resolve({
        ...fine,
        checked: 2,
        ...(schema ? { tables, files: ['models/erp.yml'] } : { tables: [], files: [] }),
      }),
  };
  const diff = `models/erp.yml
  erp.parts
    + weight double
    + odd
    ~ id integer -> bigint
    ~ code varchar
  + erp.bolts
`;
  await check('sources pull --schema erp', { stdout: `${diff}Written: 1 file.\n` }, { library });
  await check(
    'source pull --schema erp --dry-run',
    { stdout: `${diff}Dry run: 1 file would be written.\n` },
    { library },
  );
  await check(
    'sources pull',
    { stdout: 'Nothing to do: 2 source tables were compared with the catalog.\n' },
    { library },
  );
  await check('sources pull --schema erp --output json', { stdout: /"name": "erp\.bolts"/ }, { library });
  await check('sources pull --source erp', { exitCode: 2, stderr: /Add --schema/ }, { library });
  await check('sources pul', { exitCode: 2, stderr: /Did you mean "lakemodel source pull"\?/ });
});
