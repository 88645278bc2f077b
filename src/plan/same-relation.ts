import type { RelationName } from '../engines/engine.ts';

/** A relation's key among those of one catalog: names match without regard to case. */
export function nameKey({ schema, identifier }: RelationName): string {
  return JSON.stringify([schema.toLowerCase(), identifier.toLowerCase()]);
}
