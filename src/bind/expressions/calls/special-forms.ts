import type { Call, Literal } from '../../../sql/tree.ts';
import type { TrinoType } from '../../../sql/types.ts';
import { UNKNOWN, type Value } from '../../bound.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { bindCoalesce, bindIf, bindNullIf, bindTry } from './conditional-forms.ts';
import { bindFormat } from './format-form.ts';
import { bindFunction } from './function.ts';
import { bindJsonArray, bindJsonExists, bindJsonObject, bindJsonQuery, bindJsonValue } from './json-forms.ts';
import { report, typeName } from '../problems.ts';
import { checkAggregatePlace } from './placement.ts';

/** Binds one form. */
export type BindForm = (call: Call, context: ExpressionContext) => Value;

/** What Trino's grammar writes like a call and types by rules of its own, by the name that the tree gives it. */
export const SPECIAL_FORMS: ReadonlyMap<string, BindForm> = new Map<string, BindForm>([
  ['coalesce', bindCoalesce],
  ['if', bindIf],
  ['listagg', bindListagg],
  ['nullif', bindNullIf],
  ['try', bindTry],
  ['format', bindFormat],
  ['grouping', bindGrouping],
  ['hour', bindTimeField],
  ['minute', bindTimeField],
  ['second', bindTimeField],
  ['timezone_hour', bindZoneField],
  ['timezone_minute', bindZoneField],
  ['json_array', bindJsonArray],
  ['json_object', bindJsonObject],
  ['json_exists', bindJsonExists],
  ['json_query', bindJsonQuery],
  ['json_value', bindJsonValue],
  ['normalize', bindNormalize],
  ['trim', bindTrim],
  ['current_date', fixed({ kind: 'date' })],
  ['current_time', moment('time', true)],
  ['current_timestamp', moment('timestamp', true)],
  ['localtime', moment('time', false)],
  ['localtimestamp', moment('timestamp', false)],
  ['current_user', fixed({ kind: 'varchar' })],
  ['current_catalog', fixed({ kind: 'varchar' }, true)],
  ['current_schema', fixed({ kind: 'varchar' }, true)],
  ['current_path', fixed({ kind: 'varchar' })],
  ['version', bindVersion],
]);

// EXTRACT takes a value as it is; the functions of the same names, which the tree has for both, take what becomes a timestamp by itself.
function bindTimeField(call: Call, context: ExpressionContext): Value {
  return bindField(call, context, ({ kind }) => kind !== 'date', 'a time, a timestamp or an interval');
}

function bindZoneField(call: Call, context: ExpressionContext): Value {
  const hasZone = (type: TrinoType) => (type.kind === 'time' || type.kind === 'timestamp') && type.withTimeZone;
  return bindField(call, context, hasZone, 'a time or timestamp with time zone');
}

function bindField(
  call: Call,
  context: ExpressionContext,
  isTaken: (type: TrinoType) => boolean,
  wanted: string,
): Value {
  const { binding } = context;
  const value = bindFunction(call, context);
  const [arg] = call.args;
  const given = arg && binding.notes.value(arg)?.type;
  if (!given || !value.type || isTaken(given) || !/^extract\b/i.test(binding.textAt(call.at) ?? '')) return value;
  const params = { what: `The value of EXTRACT(${call.name.toUpperCase()} …)`, type: typeName(given), wanted };
  report(context, arg, 'argument-type', params);
  return UNKNOWN;
}

function fixed(type: TrinoType, nullable = false): BindForm {
  return () => ({ type, nullable });
}

// A function that SHOW FUNCTIONS leaves out.
function bindVersion(call: Call, context: ExpressionContext): Value {
  if (call.args.length === 0) return { type: { kind: 'varchar' }, nullable: false };
  report(context, call, 'argument-count', { name: call.name, given: call.args.length, wanted: 'no arguments' });
  return UNKNOWN;
}

const DEFAULT_PRECISION = 3;

// CURRENT_TIMESTAMP(p): the precision is a digit of the grammar and no value.
function moment(kind: 'time' | 'timestamp', withTimeZone: boolean): BindForm {
  return ({ args }) => {
    const [written] = args;
    const precision = written?.kind === 'literal' ? Number(written.value) : DEFAULT_PRECISION;
    return { type: { kind, precision, withTimeZone }, nullable: false };
  };
}

// Whether its arguments are grouped by is told where the groups are known.
function bindGrouping(call: Call, context: ExpressionContext): Value {
  for (const arg of call.args) bindExpression(arg, context);
  return checkAggregatePlace(call, context) ? { type: { kind: 'integer' }, nullable: false } : UNKNOWN;
}

const FORM: Literal = { kind: 'literal', type: 'string', value: 'NFC' };

// normalize(text, NFD): the form is a word of the grammar, which the function takes as a text.
function bindNormalize(call: Call, context: ExpressionContext): Value {
  return bindFunction(call, context, [...call.args.slice(0, 1), FORM]);
}

// What ON OVERFLOW says: whether that is an error, what the text then ends with, and whether with a count.
const OVERFLOW: readonly Literal[] = [
  { kind: 'literal', type: 'boolean', value: 'true' },
  { kind: 'literal', type: 'string', value: '...' },
  { kind: 'literal', type: 'boolean', value: 'false' },
];
const SEPARATOR: Literal = { kind: 'literal', type: 'string', value: '' };

// The function has five arguments, of which the grammar writes the last three in words.
function bindListagg(call: Call, context: ExpressionContext): Value {
  const [value, separator = SEPARATOR] = call.args;
  return bindFunction(call, context, value ? [value, separator, ...OVERFLOW] : []);
}

const TRIM_FUNCTIONS: Readonly<Record<string, string>> = { leading: 'ltrim', trailing: 'rtrim' };

function bindTrim(call: Call, context: ExpressionContext): Value {
  const name = TRIM_FUNCTIONS[call.options['position']?.toLowerCase() ?? ''];
  return bindFunction(call, context, call.args, name);
}
