import { fromJson } from '../emit/emit-json-cast.ts';
import { parseTrinoType } from '../types.ts';
import { quoteString } from '../quote.ts';
import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { macro, rewrite, template, type FunctionTable } from './define.ts';

export const JSON_FUNCTIONS: FunctionTable = {
  is_json_scalar: macro('t_is_json_scalar', 1),
  json_array_contains: template(2, (json, value) => `t_json_array_contains(${json}, ${value})`),
  json_array_get: rewrite(2, ({ args, at }, emitter) => {
    const [json, index] = args as [Expression, Expression];
    if (index.kind !== 'literal' || index.type !== 'number') return emitter.refuse('json_array_get() with a computed index', at);
    return `t_json_path(${emitter.text(json)}, '$[${index.value}]')`;
  }),
  json_array_length: macro('t_json_array_length', 1),
  json_exists: rewrite(2, (call, emitter) => withSqlPath(call, emitter, (json, path) => `(t_json_path(${json}, ${path}) IS NOT NULL)`)),
  json_extract: rewrite(2, (call, emitter) => withPath(call, emitter, (json, path) => `t_json_path(${json}, ${path})`)),
  json_extract_scalar: rewrite(2, (call, emitter) => withPath(call, emitter, (json, path) => `t_json_extract_scalar(${json}, ${path})`)),
  json_format: macro('t_json_format', 1),
  json_parse: macro('t_json_parse', 1),
  json_query: rewrite(2, emitJsonQuery),
  json_size: rewrite(2, (call, emitter) => withPath(call, emitter, (json, path) => `t_json_size(${json}, ${path})`)),
  json_value: rewrite(2, emitJsonValue),
};

type Write = (json: string, path: string) => string;

function withPath(call: Call, emitter: Emitter, write: Write): string {
  const [json, path] = call.args as [Expression, Expression];
  const text = path.kind === 'literal' && path.type === 'string' ? duckDbPath(path.value) : undefined;
  if (text === undefined) return emitter.refuseFunction(call.name, 'only a literal path of names and indices can be read', path.at ?? call.at);
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
  return withPath({ ...call, args: [json, { kind: 'literal', type: 'string', value: bare ?? '' }] }, emitter, write);
}

function emitJsonQuery(call: Call, emitter: Emitter): string {
  const wrapper = call.options['wrapper_option'];
  const [json, path] = call.args as [Expression, Expression];
  if (wrapper === undefined) return withSqlPath(call, emitter, (text, found) => `t_json_composite(t_json_path(${text}, ${found}))`);
  const whole = path.kind === 'literal' ? /^(.*)\[\*\]$/.exec(path.value)?.[1] : undefined;
  if (!/^WITH (UNCONDITIONAL )?ARRAY WRAPPER$/.test(wrapper) || whole === undefined) {
    return emitter.refuseFunction('json_query', `"${wrapper}" cannot be done here`, call.at);
  }
  const elements: Call = { ...call, args: [json, { kind: 'literal', type: 'string', value: whole }] };
  return withSqlPath(elements, emitter, (text, found) => `t_json_array_text(t_json_path(${text}, ${found}))`);
}

function emitJsonValue(call: Call, emitter: Emitter): string {
  const returning = call.options['returning'];
  return withSqlPath(call, emitter, (json, path) => {
    if (returning === undefined) return `t_json_extract_scalar(${json}, ${path})`;
    const kind = (JSON.parse(returning) as { data_type?: string }).data_type ?? '';
    const type = parseTrinoType({ big_int: 'bigint', int: 'integer', var_char: 'varchar', double: 'double', boolean: 'boolean' }[kind] ?? ''); // prettier-ignore
    if (!type) return emitter.refuseFunction('json_value', 'this type after RETURNING cannot be given here', call.at);
    return fromJson(`t_json_path(${json}, ${path})`, type, true, emitter);
  });
}
