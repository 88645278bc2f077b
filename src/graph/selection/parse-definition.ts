import type { JsonObject, JsonValue } from '../../project/project.ts';
import { finish, invalid, parseCriterion, splitMethod } from './parse-criterion.ts';
import type { Criterion, IndirectSelection, Spec } from './spec.ts';

const MODES: readonly string[] = ['eager', 'cautious', 'buildable', 'empty'] satisfies IndirectSelection[];

/**
 * Parses the definition of a YAML selector: a string in the command line's grammar, `{method: value}`,
 * `{method, value, parents, parents_depth, children, children_depth, childrens_parents, indirect_selection, exclude}`,
 * `{union: […]}` or `{intersection: […]}`, whose lists may hold one `{exclude: […]}`. Throws a DiagnosticError `selection-invalid`.
 */
export function parseDefinition(definition: JsonValue, name: string): Spec {
  if (typeof definition === 'string') return parseCriterion(definition);
  if (!isObject(definition)) throw invalid(name, 'its definition must be a text or a mapping');
  if ('union' in definition || 'intersection' in definition) return parseCombination(definition, name);
  return parseMethod(definition, name);
}

function parseCombination(definition: JsonObject, name: string): Spec {
  const keys = Object.keys(definition);
  const kind = 'union' in definition ? 'union' : 'intersection';
  const items = definition[kind];
  if (keys.length > 1)
    throw invalid(name, `"${kind}" must stand alone, but "${keys.find((key) => key !== kind)}" stands beside it`);
  if (!Array.isArray(items)) throw invalid(name, `"${kind}" must be a list`);
  const list = items as readonly JsonValue[];
  const excludes = list.filter((item) => isObject(item) && 'exclude' in item && !('method' in item)) as JsonObject[];
  if (excludes.length > 1) throw invalid(name, `"${kind}" has more than one "exclude"`);
  const included = list.filter((item) => !excludes.includes(item as JsonObject));
  const base: Spec = { kind, parts: included.map((item) => parseDefinition(item, name)) };
  return without(base, excludes[0], name);
}

function parseMethod(definition: JsonObject, name: string): Spec {
  const keys = Object.keys(definition);
  if (!('method' in definition && 'value' in definition)) {
    const key = keys[0];
    if (keys.length !== 1 || key === undefined)
      throw invalid(name, 'it needs "method" and "value", or one method as its key');
    return criterion(name, key, definition[key], {});
  }
  return without(criterion(name, String(definition.method), definition.value, definition), definition, name);
}

function criterion(name: string, method: string, value: JsonValue | undefined, options: JsonObject): Criterion {
  if (value === undefined || value === null || typeof value === 'object') {
    throw invalid(name, `the value of "${method}" must be a text, a number or a boolean`);
  }
  const mode = options.indirect_selection;
  if (mode !== undefined && !MODES.includes(String(mode))) {
    throw invalid(name, `"indirect_selection" must be one of ${MODES.join(', ')}`);
  }
  return finish({
    kind: 'criterion',
    raw: `${method}:${String(value)}`,
    ...splitMethod(method),
    value: String(value),
    childrensParents: options.childrens_parents === true,
    parents: depth(options, 'parents', name),
    children: depth(options, 'children', name),
    ...(mode !== undefined && { indirect: mode as IndirectSelection }),
  });
}

function depth(options: JsonObject, key: 'parents' | 'children', name: string): number {
  if (options[key] !== true) return 0;
  const value = options[`${key}_depth`];
  if (value === undefined || value === null) return Infinity;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw invalid(name, `"${key}_depth" must be a whole number`);
  return number;
}

function without(base: Spec, holder: JsonObject | undefined, name: string): Spec {
  const excluded = holder?.exclude;
  if (excluded === undefined) return base;
  if (!Array.isArray(excluded)) throw invalid(name, '"exclude" must be a list');
  const parts = (excluded as readonly JsonValue[]).map((item) => parseDefinition(item, name));
  return parts.length === 0 ? base : { kind: 'difference', parts: [base, { kind: 'union', parts }] };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
