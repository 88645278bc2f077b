import type { Call, Expression, JsonBehavior } from '../../../sql/tree.ts';
import { canCoerce, parseTrinoType, type TrinoType } from '../../../sql/types.ts';
import type { Value } from '../../bound.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { report, typeName } from '../problems.ts';

/** `json_value(json, path RETURNING type)`: one simple value, by default a varchar; NULL where there is none. */
export function bindJsonValue(call: Call, context: ExpressionContext): Value {
  bindInput(call, context);
  const type = returned(call, isScalar, context);
  bindDefault(call.onEmpty, type, context);
  bindDefault(call.onError, type, context);
  return { type, nullable: true };
}

/** `json_query(json, path)`: the text of what the path finds. */
export function bindJsonQuery(call: Call, context: ExpressionContext): Value {
  bindInput(call, context);
  const quotes = call.options['quotes'];
  if (quotes !== undefined && call.options['wrapper_option'] !== undefined) {
    report(context, call, 'json-quotes', { quotes: quotes.toUpperCase() });
  }
  return { type: returned(call, isText, context), nullable: true };
}

// `DEFAULT value ON EMPTY`: the value becomes what is returned.
function bindDefault(behavior: JsonBehavior | undefined, to: TrinoType | undefined, context: ExpressionContext): void {
  if (behavior?.kind !== 'default') return;
  const { type } = bindExpression(behavior.value, context);
  if (!type || !to) return;
  if (canCoerce(type, to)) context.binding.coerce(behavior.value, to);
  else {
    const params = { what: 'The DEFAULT of "json_value"', type: typeName(type), wanted: typeName(to) };
    report(context, behavior.value, 'argument-type', params);
  }
}

/** `json_exists(json, path)`: NULL for NULL, and with UNKNOWN ON ERROR. */
export function bindJsonExists(call: Call, context: ExpressionContext): Value {
  const { nullable } = bindInput(call, context);
  return { type: { kind: 'boolean' }, nullable: nullable || call.onError?.kind === 'unknown' };
}

/** `json_array(1, 2)`: a text that holds the values. */
export function bindJsonArray(call: Call, context: ExpressionContext): Value {
  for (const value of call.args) bindMember(value, call, context);
  return { type: returned(call, isText, context), nullable: false };
}

/** `json_object('a' : 1, 'b' : 2)`: a text that holds the values by their keys, which are texts. In the tree, key and value take turns. */
export function bindJsonObject(call: Call, context: ExpressionContext): Value {
  call.args.forEach((arg, index) => {
    if (index % 2 === 1) return bindMember(arg, call, context);
    const { type } = bindExpression(arg, context);
    if (type && type.kind !== 'varchar' && type.kind !== 'char') {
      report(context, arg, 'json-type', { name: call.name, what: 'A key', type: typeName(type) });
    }
  });
  return { type: returned(call, isText, context), nullable: false };
}

function bindMember(value: Expression, call: Call, context: ExpressionContext): void {
  const { type } = bindExpression(value, context);
  // Behind which of them FORMAT JSON stands, the tree does not tell.
  if (!type || !UNWRITABLE.has(type.kind) || call.options['input_format'] !== undefined) return;
  report(context, value, 'json-type', { name: call.name, what: 'A value', type: typeName(type) });
}

// What Trino does not write into JSON by itself.
const UNWRITABLE: ReadonlySet<TrinoType['kind']> = new Set(['array', 'map', 'row', 'varbinary', 'opaque']);

function bindInput(call: Call, context: ExpressionContext): Value {
  const [input, ...others] = call.args as readonly [Expression, ...Expression[]];
  const value = bindExpression(input, context);
  for (const other of others) bindExpression(other, context);
  checkPath(call, others[0], context);
  const { type } = value;
  if (type && !READABLE.has(type.kind)) {
    const hint =
      type.kind === 'json' ? 'Write json_format(…), or use json_extract and json_extract_scalar.' : undefined;
    report(context, input, 'json-type', { name: call.name, what: 'The input', type: typeName(type) }, { hint });
  }
  return value;
}

// A path begins with its mode. What stands behind it is left to the engine.
function checkPath({ name }: Call, path: Expression | undefined, context: ExpressionContext): void {
  if (path?.kind !== 'literal' || /^\s*(?:lax|strict)(?![A-Za-z0-9_])/.test(path.value)) return;
  report(context, path, 'json-path', { name, path: path.value });
}

const READABLE: ReadonlySet<TrinoType['kind']> = new Set(['varchar', 'varbinary', 'unknown']);

function returned(
  call: Call,
  isAllowed: (type: TrinoType) => boolean,
  context: ExpressionContext,
): TrinoType | undefined {
  const written = call.options['returning'];
  if (written === undefined) return { kind: 'varchar' };
  const type = parseTrinoType(written);
  if (!type || isAllowed(type)) return type;
  report(context, call, 'json-type', { name: call.name, what: 'The type after RETURNING', type: typeName(type) });
  return undefined;
}

function isText({ kind }: TrinoType): boolean {
  return kind === 'varchar' || kind === 'char' || kind === 'varbinary';
}

const SCALARS: ReadonlySet<TrinoType['kind']> = new Set<TrinoType['kind']>([
  'varchar',
  'char',
  'boolean',
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'real',
  'double',
  'decimal',
  'date',
  'time',
  'timestamp',
]);

function isScalar({ kind }: TrinoType): boolean {
  return SCALARS.has(kind);
}
