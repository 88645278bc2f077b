import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Namespace of names that are no UUIDs themselves: another one would give all runs other ids. */
const NAMESPACE = '6f0f5c4e-8a2b-5d57-9c35-0d7e3c1b9a42';

/** The UUID of an invocation: its own id, or one made from it, always the same. */
export function invocationRunId(invocationId: string): string {
  return UUID.test(invocationId) ? invocationId.toLowerCase() : uuidV5(NAMESPACE, invocationId);
}

/** The UUID of a node's run within an invocation, always the same for the same two ids: an event sent twice speaks of one run. */
export function nodeRunId(invocationId: string, nodeId: string): string {
  return uuidV5(invocationRunId(invocationId), nodeId);
}

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** RFC 9562, version 5: a UUID made from a namespace and a name. */
export function uuidV5(namespace: string, name: string): string {
  const bytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(bytes).update(name, 'utf8').digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
