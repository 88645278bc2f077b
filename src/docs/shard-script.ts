import type { ShardName } from './site-data.ts';

/**
 * The text of the classic script that hands a shard to the page. The value travels as JSON in a string that the page parses: faster than an object
 * literal of that size, and a key `__proto__` stays a key. Nothing in it ends a script element, opens a comment of HTML or breaks a line, wherever
 * the script is put.
 */
export function shardScript(build: string, name: ShardName, value: unknown): string {
  return `lakemodelShard(${scriptString(build)},${scriptString(name)},JSON.parse(${scriptString(JSON.stringify(value))}));\n`;
}

/** A string literal of JavaScript, in single quotes, as JSON is full of the others. Control signs of the text are escaped by JSON already. */
function scriptString(text: string): string {
  return `'${text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')}'`;
}
