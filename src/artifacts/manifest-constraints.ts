import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue, ModelNode } from '../project/project.ts';
import { parseReference } from '../quality/index.ts';
import { fullName } from './full-names.ts';
import type { ManifestContext } from './manifest-node.ts';

type Level = 'column' | 'model';
type Relations = Pick<ManifestContext, 'project' | 'resolver'>;

/** A constraint of a column, or of a model as a whole, with the relation that a foreign key refers to by its full name. */
export function manifestConstraint(constraint: JsonObject, level: Level, context: Relations): JsonObject {
  const { to, ...rest } = fields(constraint, level);
  return { ...rest, to: to === null || to === undefined ? null : relationText(to, context) };
}

// dbt writes each of these, whatever was set.
function fields(constraint: JsonObject, level: Level): JsonObject {
  const { type, name, expression, warn_unenforced, warn_unsupported, to, to_columns, columns } = constraint;
  return {
    type: type ?? 'custom',
    name: name ?? null,
    expression: expression ?? null,
    warn_unenforced: warn_unenforced ?? true,
    warn_unsupported: warn_unsupported ?? true,
    to: to ?? null,
    to_columns: to_columns ?? [],
    ...(level === 'model' && { columns: columns ?? [] }),
  };
}

/** `ref('x')` as the relation's name; what names nothing stays as it is written. */
function relationText(to: JsonValue, { project, resolver }: Relations): JsonValue {
  const reference = parseReference(to);
  if (!reference) return to;
  const found = 'ref' in reference ? resolver.ref(reference.ref) : resolver.source(reference.source);
  return found ? fullName(found.relation, project) : to;
}

/** dbt's checksum of a contract that is enforced: of Python's text of its columns. */
export function contractChecksum({ columns, config, constraints: ofModel = [] }: ModelNode): string {
  const sorted = Object.values(columns).sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = sorted.map(({ name, dataType, constraints }) => {
    return `|${name}${dataType ?? 'None'}${constraintsText(constraints, 'column')}`;
  });
  const isEnforced = ['table', 'incremental'].includes(config.materialized);
  const enforced = isEnforced ? `${config.materialized}${constraintsText(ofModel, 'model')}` : '';
  return createHash('sha256')
    .update(parts.join('') + enforced)
    .digest('hex');
}

function constraintsText(constraints: readonly JsonObject[], level: Level): string {
  const name = level === 'model' ? 'ModelLevelConstraint' : 'ColumnLevelConstraint';
  const listed = constraints.map((constraint) => {
    const { type, ...rest } = fields(constraint, level);
    const parts = Object.entries(rest).map(([key, value]) => `${key}=${pythonText(value)}`);
    return `${name}(type=<ConstraintType.${String(type)}: '${String(type)}'>, ${parts.join(', ')})`;
  });
  return `[${listed.join(', ')}]`;
}

function pythonText(value: JsonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(pythonText).join(', ')}]`;
  const text = String(value);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`)}${quote}`;
}
