import { findCheck, parseReference } from '../quality/index.ts';
import type { JsonValue, TestNode } from '../project/project.ts';
import { shorten } from './plain-text.ts';

const LONGEST = 120;

/** What a generic test is about, in short: `device_id`, `customer_id to dim_customer.customer_id`, `status: open, closed`; undefined where there is nothing to say. */
export function checkAbout(node: TestNode): string | undefined {
  const { test } = node;
  if (test.kind === 'singular') return undefined;
  const column = test.columnName;
  const target = relationshipTarget(node);
  const what = target ? `to ${target}` : argumentsText(test.arguments);
  const parts = [column, what].filter((part) => part !== undefined && part !== '');
  const about = parts.join(target ? ' ' : ': ');
  const told = isNamed(node) ? [test.name, about].filter((part) => part !== '').join(' of ') : about;
  return told === '' ? undefined : shorten(told, LONGEST);
}

function relationshipTarget({ test }: TestNode): string | undefined {
  if (test.kind === 'singular' || !isRelationship(test.name)) return undefined;
  const { to, field } = test.arguments;
  return to === undefined ? undefined : [valueText(to), valueText(field ?? '')].filter((part) => part !== '').join('.');
}

/** Whether a test says that all values of a column are values of another relation's. */
export function isRelationship(test: string): boolean {
  const check = findCheck(test);
  return check?.name === 'relationships' || check?.name === 'relationships_where';
}

/** An only text or list by its value; several arguments, and numbers, by their names, too. */
function argumentsText(args: Readonly<Record<string, JsonValue>>): string {
  const given = Object.entries(args).filter(([name, value]) => value !== null && name !== 'quote_columns');
  const [[, only] = ['', null]] = given;
  if (given.length === 1 && typeof only === 'string') return valueText(only);
  if (given.length === 1 && Array.isArray(only)) return valueText(only as JsonValue);
  return given.map(([name, value]) => `${name} ${valueText(value)}`).join(', ');
}

function valueText(value: JsonValue): string {
  if (Array.isArray(value)) return value.map((item: JsonValue) => valueText(item)).join(', ');
  const reference = parseReference(value);
  if (reference)
    return 'ref' in reference ? reference.ref.name : `${reference.source.source}.${reference.source.table}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Whether its author gave it a name: others begin with the test, or with `source_` and the test. */
export function isNamed({ name, test }: TestNode): boolean {
  if (test.kind === 'singular') return true;
  const made = `${test.name.replace('.', '_')}_`;
  return !name.startsWith(made) && !name.startsWith(`source_${made}`);
}
