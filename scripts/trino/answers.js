import { query, TrinoError } from './client.js';
import { offsetOf } from './zone-offset.js';
import { withOffsets } from './zone-instants.js';

/**
 * @typedef {{ id: string, category: string, sql: string }} Case
 * @typedef {Case & ({ types: string[], rows: unknown[][], ordered: boolean } | { error: string, at?: [number, number], message: string })} Answer
 */

/**
 * Trino's answer to one case, in the stored form: values as the protocol gives them, but times in the shortest of 0 or 6 digits and zones as
 * offsets (`2024-07-01 08:00:00-04:00`), varbinary in hex, intervals as `9 days, 0:00:00`.
 * @param {string} url
 * @param {Case} asked
 * @returns {Promise<Answer>}
 */
export async function answer(url, { id, category, sql }) {
  try {
    const { columns, rows } = await query(url, sql);
    const types = columns.map((column) => column.type);
    const told = await withOffsets(url, sql, { columns, rows });
    const stored = told.map((row) => row.map((value, index) => storedValue(value, readType(types[index] ?? ''))));
    return { id, category, sql, types, rows: stored, ordered: isOrdered(sql) };
  } catch (error) {
    if (error instanceof TrinoError) return refusal({ id, category, sql }, error);
    throw error;
  }
}

/** @param {Case} asked @param {TrinoError} error @returns {Answer} */
function refusal(asked, error) {
  const message = error.message.replace(/^line \d+:\d+: /, '').slice(0, 300);
  return { ...asked, error: error.errorName, ...(error.at && { at: error.at }), message };
}

/** Whether the statement's own (outermost) ORDER BY fixes the order of its rows. @param {string} sql */
export function isOrdered(sql) {
  let text = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  for (let inner; (inner = text.replace(/\([^()]*\)/g, ' ')) !== text;) text = inner;
  return /\border\s+by\b/i.test(text);
}

/**
 * @typedef {{ base: string, parts: { name?: string, type: ParsedType }[] }} ParsedType
 */

/** Reads a type of the protocol (`array(row(x bigint, y varchar(1)))`) as far as values need it. @param {string} text @returns {ParsedType} */
export function readType(text) {
  const match = /^(array|map|row)\((.*)\)$/s.exec(text);
  if (!match) return { base: text, parts: [] };
  const [, base = '', inner = ''] = match;
  const parts = splitTop(inner).map((part) =>
    base === 'row' ? { type: readType(withoutName(part)) } : { type: readType(part) },
  );
  return { base, parts };
}

/** @param {string} text */
function splitTop(text) {
  const parts = [''];
  let depth = 0;
  for (const token of text.match(/"(?:[^"]|"")*"|[\s\S]/g) ?? []) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts.map((part) => part.trim());
}

const TYPE_START =
  /^(?:boolean|tinyint|smallint|integer|bigint|real|double|decimal|varchar|char|varbinary|json|date|time|timestamp|interval|array|map|row|uuid|ipaddress|unknown)\b/i;

/** A row's field has a name or none. @param {string} field */
function withoutName(field) {
  const named = /^(?:"(?:[^"]|"")*"|[A-Za-z0-9_@$:]+)\s+([\s\S]+)$/.exec(field);
  const rest = named?.[1];
  return rest !== undefined && TYPE_START.test(rest) && !/^(?:with|to)\b/i.test(rest) ? rest : field;
}

/** @param {unknown} value @param {ParsedType} type @returns {unknown} */
export function storedValue(value, type) {
  if (value === null) return null;
  if (type.base === 'array') return asList(value).map((item) => storedValue(item, partOf(type, 0)));
  if (type.base === 'row') return asList(value).map((item, index) => storedValue(item, partOf(type, index)));
  if (type.base === 'map') {
    const entries = Object.entries(/** @type {object} */ (value));
    return Object.fromEntries(entries.map(([key, item]) => [key, storedValue(item, partOf(type, 1))]));
  }
  return storedScalar(value, type.base.toLowerCase());
}

/** @param {ParsedType} type @param {number} index */
function partOf(type, index) {
  return type.parts[index]?.type ?? { base: '', parts: [] };
}

/** @param {unknown} value @returns {unknown[]} */
function asList(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value @param {string} type */
function storedScalar(value, type) {
  if (typeof value !== 'string') return value;
  if (type === 'varbinary') return Buffer.from(value, 'base64').toString('hex');
  if (type.startsWith('time')) return storedTime(value);
  if (type === 'interval day to second') return storedInterval(value);
  return value;
}

/** @param {string} text */
function storedTime(text) {
  const match = /^(.*\d\d:\d\d:\d\d)(?:\.(\d+))?(?: ?([+-]\d\d:\d\d|[A-Za-z].*))?$/.exec(text);
  if (!match) return text;
  const [, until = '', digits = '', zone] = match;
  const micros = roundedMicros(digits);
  if (micros === 1_000_000) return text;
  const local = micros === 0 ? until : `${until}.${String(micros).padStart(6, '0')}`;
  return zone === undefined ? local : `${local}${offsetOf(zone, until)}`;
}

/** @param {string} digits */
function roundedMicros(digits) {
  return Math.round(Number(`0.${digits || '0'}`) * 1e6);
}

/** `9 00:00:00.000` as `9 days, 0:00:00`, with the days alone below zero. @param {string} text */
function storedInterval(text) {
  const match = /^(-?)(\d+) (\d\d):(\d\d):(\d\d)\.(\d{3})$/.exec(text);
  if (!match) return text;
  const [days = 0, hours = 0, minutes = 0, seconds = 0, millis = 0] = match.slice(2).map(Number);
  const size = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + millis;
  const total = match[1] === '-' ? -size : size;
  const wholeDays = Math.floor(total / 86_400_000);
  const rest = total - wholeDays * 86_400_000;
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  const fraction = rest % 1000 === 0 ? '' : `.${String(rest % 1000).padStart(3, '0')}000`;
  const clock = `${Math.floor(rest / 3_600_000)}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}${fraction}`;
  if (wholeDays === 0) return clock;
  return `${wholeDays} ${Math.abs(wholeDays) === 1 ? 'day' : 'days'}, ${clock}`;
}
