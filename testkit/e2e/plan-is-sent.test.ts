import { beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '../../src/engines/engine.ts';
import type * as registry from '../../src/engines/registry.ts';
import { fillHoles, holesIn } from '../../src/plan/holes.ts';
import type { RenderedPlan } from '../../src/render/render-plan.ts';
import { EVERY_MATERIALIZATION, events } from './every-materialization.ts';
import { newProject, PROJECT_YML } from './harness.ts';

const sent: string[] = [];

vi.mock('../../src/engines/registry.ts', async (original) => {
  const real = await original<typeof registry>();
  return {
    ...real,
    openConnection: async (config: registry.ConnectionConfig) => {
      const opened = await real.openConnection(config);
      if (opened.value && config.type === 'duckdb' && config.path !== ':memory:')
        return { ...opened, value: recording(opened.value) };
      return opened;
    },
  };
});

/** The connection, with what it is sent kept. Questions about what exists are no part of a plan. */
function recording(connection: Connection): Connection {
  return {
    dialect: connection.dialect,
    execute: (sql, options) => {
      sent.push(sql);
      return connection.execute(sql, options);
    },
    describe: (relations) => connection.describe(relations),
    tables: (schema) => connection.tables(schema),
    schemas: () => connection.schemas(),
    close: () => connection.close(),
  };
}

beforeEach(() => {
  sent.length = 0;
});

test('what run sends is what plan shows, holes filled', async () => {
  const clock = { commands: 0 };
  const project = newProject(EVERY_MATERIALIZATION, clock);
  for (const day of [1, 2] as const) {
    project.write(events(day));
    const { plan } = await project.plan('build');
    expect(sent).toEqual([]);
    clock.commands -= 1; // The run happens at the planned moment.
    await project.build({ threads: 1 });
    expect(sent).toEqual(expectedTexts(plan as RenderedPlan, sent));
    sent.length = 0;
  }
});

/** The plan's statements in the order in which its nodes ran, with the values that the run found in the place of holes. */
function expectedTexts({ prepare, nodes, finish }: RenderedPlan, texts: readonly string[]): string[] {
  const remaining = [...texts];
  const expected: string[] = [];
  const take = (steps: RenderedPlan['prepare']) => {
    for (const { step, statements } of steps) {
      for (const { sql } of statements) {
        const text = filled(sql, remaining[0] ?? '');
        // Rows to quarantine are counted during the run; the plan says that these are sent only then.
        if (step.onlyIf !== undefined && text !== remaining[0]) continue;
        expected.push(text);
        remaining.shift();
      }
    }
  };
  take(prepare);
  const left = [...nodes];
  while (left.length > 0) {
    const next = left.findIndex(({ steps }) =>
      steps.some(({ statements }) => statements[0] && filled(statements[0].sql, remaining[0] ?? '') === remaining[0]),
    );
    const [node] = left.splice(Math.max(next, 0), 1);
    take(node!.steps);
  }
  take(finish);
  return expected;
}

/** The planned text with each hole's value read from the sent one. */
function filled(planned: string, actual: string): string {
  const names = holesIn(planned);
  if (names.length === 0) return planned;
  const pattern = planned.split(/⟪[^⟫]*⟫/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const match = new RegExp(`^${pattern.join(`([^']*)`)}$`).exec(actual);
  if (!match) return planned;
  const values = [...planned.matchAll(/⟪([^⟫]*)⟫/g)].map(([, name = ''], index): [string, string] => [
    name,
    match[index + 1] ?? '',
  ]);
  return fillHoles(planned, new Map(values));
}

const TARGETS = `  trino: { type: trino, host: 127.0.0.1, port: 8080, catalog: iceberg, schema: analytics }
  athena: { type: athena, region: eu-west-1, work_group: primary, s3_staging_dir: s3://acme/results/, s3_data_dir: s3://acme/tables/, schema: analytics }
`;

for (const target of ['local', 'trino', 'athena']) {
  test(`the plan's text on target ${target}`, async () => {
    const project = newProject({ ...EVERY_MATERIALIZATION, 'project.yml': PROJECT_YML + TARGETS });
    const report = await project.plan('build', { target, offline: true });
    expect(report.diagnostics).toEqual([]);
    await expect(report.text).toMatchFileSnapshot(`golden/plan-${target}.sql`);
  });
}

test('the plan of a second run on DuckDB', async () => {
  const project = newProject(EVERY_MATERIALIZATION);
  await project.build();
  const report = await project.plan('build');
  await expect(report.text).toMatchFileSnapshot('golden/plan-local-again.sql');
});
