import { invariant } from '../../diagnostics/index.ts';
import type { JsonValue } from '../../project/project.ts';
import type { CheckArguments, CheckContext, RelationArgument } from './check.ts';

/** Typed access to arguments, which `checkArguments` has compared with the check's parameters before. */
type Arguments = { readonly arguments: CheckArguments };

/** An argument that is SQL text or a number, as SQL text; undefined where it was not given. */
export function sqlArgument(context: Arguments, name: string): string | undefined {
  const value = context.arguments[name];
  if (value === undefined || value === null) return undefined;
  invariant(typeof value === 'string' || typeof value === 'number', `Argument "${name}" is not SQL text`);
  return typeof value === 'number' ? String(value) : value.trim();
}

export function requiredSql(context: Arguments, name: string): string {
  const value = sqlArgument(context, name);
  invariant(value !== undefined, `Argument "${name}" is missing`);
  return value;
}

export function flagArgument(context: Arguments, name: string, byDefault: boolean): boolean {
  const value = context.arguments[name];
  return typeof value === 'boolean' ? value : byDefault;
}

/** A list argument; empty where it was not given. */
export function listArgument(context: Arguments, name: string): readonly JsonValue[] {
  const value = context.arguments[name] ?? [];
  invariant(Array.isArray(value), `Argument "${name}" is not a list`);
  return value as readonly JsonValue[];
}

export function textList(context: Arguments, name: string): readonly string[] {
  return listArgument(context, name).map(String);
}

export function relationArgument(context: Arguments, name: string): RelationArgument {
  const value = context.arguments[name];
  invariant(
    typeof value === 'object' && value !== null && 'relation' in value && typeof value.relation === 'string',
    `Argument "${name}" was not resolved to a relation`,
  );
  return value as RelationArgument;
}

/** The name of the column that a check is about. */
export function columnNameOf(context: Pick<CheckContext, 'columnName' | 'arguments'>): string | undefined {
  return context.columnName ?? sqlArgument(context, 'column_name');
}

/** Names of the columns that a check is about: its own, then those in the parameters that hold column names. */
export function columnNames(
  context: Pick<CheckContext, 'columnName' | 'arguments'>,
  parameters: readonly string[],
): readonly string[] {
  const own = columnNameOf(context);
  const others = parameters.flatMap((name) => {
    const value = context.arguments[name];
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? (value as readonly JsonValue[]).map(String) : [];
  });
  return [...new Set([...(own === undefined ? [] : [own]), ...others])];
}
