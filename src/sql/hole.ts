/** A named place in a statement for a value that an earlier step of the same node finds: the content of a string literal. See `plan/holes.ts`. */
export function hole(name: string): string {
  return `⟪${name}⟫`;
}
