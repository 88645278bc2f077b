import { relationKey, type RelationName } from '../../engines/engine.ts';
import type { Step, TableOptions } from '../../plan/plan.ts';
import { renderStep } from '../../render/render-step.ts';
import type { RenderContext } from '../../render/statement.ts';
import { failed, ok, skipped, type Finding } from './checks.ts';
import { settingOf, type DoctorContext } from './context.ts';

/** With `--write`: makes a table of one row in a schema of the project, reads it back and drops it. */
export async function probeTable(context: DoctorContext): Promise<Finding> {
  if (!context.write) return skipped('Nothing is written without --write.');
  const connection = await context.connection();
  const { project, signal } = context;
  const schema = await existingSchema(context);
  if (schema === undefined) return skipped('No schema of the project is there yet; the first run makes them.');
  const { database } = project.target;
  const identifier = `lakemodel_doctor_${context.newId().replace(/[^a-zA-Z0-9]/g, '')}`.toLowerCase();
  const relation: RelationName = { schema, identifier, ...(database !== undefined && { database }) };
  const send = async (step: Step) => {
    const { statements } = await renderStep(step, renderContext(connection.dialect.name));
    for (const { sql, action } of statements) {
      if (action) await connection.act?.(action, { signal, label: 'doctor' });
      else await connection.execute(sql, { signal, label: 'doctor' });
    }
  };
  const select = { portable: 'SELECT 1 AS one' };
  const options = optionsOf(relation, context);
  await send({ id: 'probe', purpose: 'probe', kind: 'create-table-as', relation, replace: false, select, options });
  try {
    const found = await connection.describe([relation]);
    const info = found.get(relationKey(relation));
    if (info)
      return ok(`A table was made in "${schema}", found${info.location ? ` at ${info.location}` : ''} and dropped.`);
    return failed(
      `A table was made in "${schema}" and cannot be found again.`,
      'Check that this is the catalog that the engine writes to.',
    );
  } finally {
    await send({ id: 'drop', purpose: 'drop', kind: 'drop', relation, relationKind: 'table' });
  }
}

/** The probe writes nothing but SELECTs that mean the same everywhere. */
function renderContext(dialect: RenderContext['dialect']): RenderContext {
  return { dialect, translate: (portable) => portable, external: () => Promise.resolve([]) };
}

async function existingSchema({ connection, project }: DoctorContext): Promise<string | undefined> {
  const there = new Set((await (await connection()).schemas()).map((schema) => schema.toLowerCase()));
  const own = Object.values(project.nodes).flatMap((node) => ('relation' in node ? [node.relation.schema] : []));
  return own.find((schema) => there.has(schema.toLowerCase()));
}

function optionsOf({ schema, identifier }: RelationName, context: DoctorContext): TableOptions {
  const dir = settingOf(context, 's3_data_dir')?.replace(/\/+$/, '');
  const location =
    context.project.target.type === 'athena' && dir ? `${dir}/${schema}/${identifier}/probe/` : undefined;
  return { partitionedBy: [], tableProperties: {}, ...(location !== undefined && { location }) };
}
