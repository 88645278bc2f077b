import { fromJson } from '../emit/emit-json-cast.ts';
import { parseTrinoType } from '../types.ts';
import { quoteString } from '../quote.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { emitJsonArray, emitJsonObject } from './json-construct.ts';
import { documented, type FunctionForm } from './define.ts';
import { macro, refused, rewrite, template } from './forms.ts';

// What the grammar writes like calls takes and gives texts that hold JSON.
const IN_TEXTS = '(varchar, varchar) -> varchar';

/** JSON. A path that is not literal, or has wildcards or filters, is refused. */
export const JSON_FUNCTIONS = documented('json', {
  is_json_scalar: macro('Whether JSON is a number, a text, a boolean or null; a text that is no JSON is an error.', 't_is_json_scalar'), // prettier-ignore
  json_array: rewrite('A text with a JSON array of the arguments. NULLs are left out, unless NULL ON NULL is said.', emitJsonArray, { signatures: '(T?...) -> varchar' }), // prettier-ignore
  json_array_contains: template('Whether a JSON array has this value; NULL where it is no array.', (json, value) => `t_json_array_contains(${json}, ${value})`), // prettier-ignore
  json_array_get: refused('The element of this number, from 0, or from -1 at the end.', 'its results are no JSON in Trino'), // prettier-ignore
  json_array_length: macro('The number of elements; NULL where it is no array.', 't_json_array_length'),
  json_exists: rewrite('Whether the path finds something in a text that holds JSON. What fails is false.', (call, emitter) => withSqlPath(call, emitter, (json, path) => `(t_json_path(${json}, ${path}) IS NOT NULL)`), { signatures: '(varchar, varchar) -> boolean' }), // prettier-ignore
  json_extract: overPath('The JSON at the path; NULL where there is nothing.', 't_json_path'),
  json_extract_scalar: overPath('The number, text or boolean at the path, as text; NULL for anything else.', 't_json_extract_scalar'), // prettier-ignore
  json_format: macro('JSON as text, without blanks.', 't_json_format'),
  json_object: rewrite('A text with a JSON object of keys and values. Keys with NULL stay, unless ABSENT ON NULL is said.', emitJsonObject, { signatures: '(T?...) -> varchar' }), // prettier-ignore
  json_parse: macro('A text as JSON; what is no JSON is an error. Keys are sorted, blanks taken out.', 't_json_parse'),
  json_query: rewrite('The JSON at the path as text; NULL where there is nothing, or more than one thing without a wrapper.', emitJsonQuery, { signatures: IN_TEXTS }), // prettier-ignore
  json_size: overPath('The number of members or elements at the path; 0 for a scalar, NULL where there is nothing.', 't_json_size'), // prettier-ignore
  json_value: rewrite('The scalar at the path as text, or as what RETURNING says; NULL for anything else.', emitJsonValue, { signatures: IN_TEXTS }), // prettier-ignore
});

function overPath(means: string, name: `t_${string}`): FunctionForm {
  return rewrite(means, (call, emitter) => withPath(call, emitter, (json, path) => emitter.macro(name, json, path)));
}

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
