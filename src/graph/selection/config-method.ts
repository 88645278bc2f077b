import { didYouMean } from '../../diagnostics/index.ts';
import type { JsonObject, JsonValue } from '../../project/project.ts';
import { configOf, type Member } from './members.ts';
import { idsWhere, type Method } from './method.ts';
import type { Criterion } from './spec.ts';

/** `config.materialized:view`, `config.meta.owner:finance`: a configured value, or a member of a configured list. */
export const configMethod: Method = {
  find: (space, criterion) =>
    idsWhere(space, (member) => configValues(member, criterion.arguments).some((found) => equals(found, criterion))),
  suggest: ({ members }, { arguments: keys, value }) => {
    const values = [...members.values()].flatMap((member) => configValues(member, keys));
    if (values.length > 0) return didYouMean(value, values.filter((other) => typeof other !== 'object').map(String));
    const known = [...members.values()].flatMap((member) => Object.keys(configOf(member)));
    return didYouMean(keys[0] ?? '', known);
  },
};

// dbt compares severities without regard to case, and so it does booleans.
function equals(found: JsonValue, { arguments: keys, value }: Criterion): boolean {
  const loose = typeof found === 'boolean' || keys.join('.') === 'severity';
  return loose ? String(found).toLowerCase() === value.toLowerCase() : String(found) === value;
}

function configValues(member: Member, keys: readonly string[]): readonly JsonValue[] {
  let value: JsonValue | undefined = configOf(member);
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
    value = (value as JsonObject)[key];
  }
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}
