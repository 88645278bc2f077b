import { fromJson } from '../emit/emit-json-cast.ts';
import { parseTrinoType } from '../types.ts';
import { quoteString } from '../quote.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { emitJsonArray, emitJsonObject } from './json-construct.ts';
import { macro, refused, rewrite, template, type FunctionTable } from './define.ts';

export const JSON_FUNCTIONS: FunctionTable = {
  is_json_scalar: macro('t_is_json_scalar', 1),
  json_array: rewrite([0, 99], emitJsonArray),
  json_array_contains: template(2, (json, value) => `t_json_array_contains(${json}, ${value})`),
  json_array_get: refused('its results are no JSON in Trino'),
  json_array_length: macro('t_json_array_length', 1),
  json_exists: rewrite(2, (call, emitter) =>
    withSqlPath(call, emitter, (json, path) => `(t_json_path(${json}, ${path}) IS NOT NULL)`),
  ),
  json_extract: rewrite(2, (call, emitter) =>
    withPath(call, emitter, (json, path) => emitter.macro('t_json_path', json, path)),
  ),
  json_extract_scalar: rewrite(2, (call, emitter) =>
    withPath(call, emitter, (json, path) => emitter.macro('t_json_extract_scalar', json, path)),
  ),
  json_format: macro('t_json_format', 1),
  json_object: rewrite([0, 198], emitJsonObject),
  json_parse: macro('t_json_parse', 1),
  json_query: rewrite(2, emitJsonQuery),
  json_size: rewrite(2, (call, emitter) =>
    withPath(call, emitter, (json, path) => emitter.macro('t_json_size', json, path)),
  ),
  json_value: rewrite(2, emitJsonValue),
};

type Write = (json: string, path: string) => string;

function withPath(call: Call, emitter: Emitter, write: Write): string {
  const [json, path] = call.args as [Expression, Expression];
  if (json.kind === 'literal' && json.type === 'null') return emitter.refuse(`"${call.name}" of a bare NULL`, call.at);
  const text = path.kind === 'literal' && path.type === 'string' ? duckDbPath(path.value) : undefined;
  if (text === undefined)
    return emitter.refuseFunction(
      call.name,
      'only a literal path of names and indices can be read',
      path.at ?? call.at,
    );
  return write(emitter.text(json), quoteString(text));
}

/** A JSON path of json_extract: `$.store.book[0]["a b"]`. Undefined for wildcards, filters and recursion. */
function duckDbPath(path: string): string | undefined {
  const steps = /^\$((?:\.[A-Za-z_][\w:-]*|\.\d+|\[\d+\]|\["[^"\\]*"\])*)$/.exec(path.trim())?.[1];
  if (steps === undefined) return undefined;
  const parts = [...steps.matchAll(/\.([\w:-]+)|\[(\d+)\]|\["([^"]*)"\]/g)];
  return `$${parts.map(([, name, index, quoted]) => (index === undefined ? `."${name ?? quoted ?? ''}"` : `[${index}]`)).join('')}`;
}

// SQL's JSON functions have paths that begin with a mode; the lax one looks into arrays, which is not done here.
function withSqlPath(call: Call, emitter: Emitter, write: Write): string {
  const [json, path] = call.args as [Expression, Expression];
  const bare = path.kind === 'literal' ? /^\s*(?:lax|strict)?\s*(\$.*)$/s.exec(path.value)?.[1] : undefined;
  const target: Call = { ...call, args: [json, { kind: 'literal', type: 'string', value: bare ?? '' }] };
  return withPath(target, emitter, (given, found) => {
    const text = found === "'$'" ? emitter.macro('t_sql_json', given) : given;
    const steps = found.slice(1, -1).match(/\."[^"]*"|\[\d+\]/g) ?? [];
    const wrong = steps.map((step, index) => {
      const type = `json_type(t_json_path(${text}, ${quoteString(`$${steps.slice(0, index).join('')}`)}))`;
      return step.startsWith('.') ? `${type} = 'ARRAY'` : `${type} <> 'ARRAY'`;
    });
    if (wrong.length === 0) return write(text, found);
    return `CASE WHEN ${emitter.macro('t_refuse_array', wrong.join(' OR '))} THEN NULL ELSE ${write(text, found)} END`;
  });
}

function emitJsonQuery(call: Call, emitter: Emitter): string {
  const wrapper = call.options['wrapper_option'];
  const [json, path] = call.args as [Expression, Expression];
  if (wrapper === undefined)
    return withSqlPath(call, emitter, (text, found) => `t_json_printed(t_json_path(${text}, ${found}))`);
  const whole = path.kind === 'literal' ? /^(.*)\[\*\]$/.exec(path.value)?.[1] : undefined;
  if (!/^WITH (UNCONDITIONAL )?ARRAY WRAPPER$/.test(wrapper) || whole === undefined) {
    return emitter.refuseFunction('json_query', `"${wrapper}" cannot be done here`, call.at);
  }
  const elements: Call = { ...call, args: [json, { kind: 'literal', type: 'string', value: whole }] };
  return withSqlPath(elements, emitter, (text, found) => `t_json_array_text(t_json_path(${text}, ${found}))`);
}

const JSON_VALUE_TYPES = new Set(['bigint', 'integer', 'varchar', 'double', 'boolean']);

function emitJsonValue(call: Call, emitter: Emitter): string {
  const returning = call.options['returning'];
  const fallback = call.onEmpty?.kind === 'default' ? emitter.text(call.onEmpty.value) : undefined;
  return withSqlPath(call, emitter, (json, path) => {
    const value = valueAt(json, path);
    if (fallback === undefined) return value;
    const empty = `t_json_path(${json}, '$') IS NOT NULL AND t_json_path(${json}, ${path}) IS NULL`;
    return `CASE WHEN ${empty} THEN ${fallback} ELSE ${value} END`;
  });

  function valueAt(json: string, path: string): string {
    if (returning === undefined) return `t_json_to_varchar_null(t_json_path(${json}, ${path}))`;
    const type = parseTrinoType(returning);
    if (!type || !JSON_VALUE_TYPES.has(type.kind))
      return emitter.refuseFunction('json_value', 'this type after RETURNING cannot be given here', call.at);
    return fromJson(`t_json_path(${json}, ${path})`, type, true, emitter);
  }
}
