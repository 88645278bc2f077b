import type { NodeRow } from '../../../src/docs/site-data.ts';
import { checkStanding } from '../data/trust.ts';
import { normalForm } from './normal-form.ts';
import { FACETS, FIELDS } from './parse-query.ts';
import type { Facet, Query } from './parse-query.ts';
import { checkOf } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

/** How many results have each value of a facet. */
export type FacetCounts = Readonly<Record<Facet, ReadonlyMap<string, number>>>;

const NONE: readonly string[] = [];

/** The values of a document; a check has its node's layer and owner. `fields` are those in which it matches, as bits. */
export function facetValues(index: SearchIndex, document: number, facet: Facet, fields: number): readonly string[] {
  const check = checkOf(index, document);
  const row = check ? (check.node === undefined ? undefined : index.rows[check.node]) : index.rows[document];
  switch (facet) {
    case 'kind':
      return [check?.kind ?? row?.kind ?? ''];
    case 'status':
      return [check ? checkStanding(check) : (row?.health ?? 'unknown')];
    case 'in':
      return FIELDS_OF[fields] ?? NONE;
    case 'layer':
      return row ? [row.layer] : NONE;
    case 'tag':
      return (!check && row?.tags) || NONE;
    case 'owner':
      return ownerOf(row);
  }
}

function ownerOf(row: NodeRow | undefined): readonly string[] {
  return row?.owner === undefined ? NONE : [row.owner];
}

const FIELDS_OF = Array.from({ length: 1 << FIELDS.length }, (_, bits) =>
  FIELDS.filter((_field, code) => (bits & (1 << code)) !== 0),
);

/** Tells the facets that a document fails, as bits of `FACETS`. */
export function makeFacetFilter(index: SearchIndex, query: Query): (document: number, fields: number) => number {
  const active = FACETS.map((facet, bit) => ({ facet, bit: 1 << bit, wanted: query.facets[facet].map(normalForm) }));
  const narrowing = active.filter(({ wanted }) => wanted.length > 0);
  const known = new Map<string, string>();
  const normalOf = (value: string) => {
    let normal = known.get(value);
    if (normal === undefined) known.set(value, (normal = normalForm(value)));
    return normal;
  };
  return (document, fields) => {
    let failed = 0;
    for (const { facet, bit, wanted } of narrowing) {
      const values = facetValues(index, document, facet, fields);
      if (!values.some((value) => isWanted(normalOf(value), wanted))) failed |= bit;
    }
    return failed;
  };
}

/** The beginning is enough, so that results do not vanish while somebody types. */
function isWanted(value: string, wanted: readonly string[]): boolean {
  return wanted.some((text) => value === text || (text.length > 2 && value.startsWith(text)));
}

/** Counts values facet by facet. A facet counts what all others let through: how many there would be with another value. */
export class FacetCounter {
  private readonly counts: Record<Facet, Map<string, number>>;
  private readonly index: SearchIndex;

  constructor(index: SearchIndex) {
    this.index = index;
    this.counts = {
      kind: new Map(),
      layer: new Map(),
      tag: new Map(),
      status: new Map(),
      owner: new Map(),
      in: new Map(),
    };
  }

  /** Counts a document that fails the facets of `failed`. */
  add(document: number, fields: number, failed: number): void {
    for (let bit = 0; bit < FACETS.length; bit++) {
      if ((failed & ~(1 << bit)) !== 0) continue;
      const counts = this.counts[FACETS[bit]!];
      for (const value of facetValues(this.index, document, FACETS[bit]!, fields)) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
  }

  result(): FacetCounts {
    return this.counts;
  }
}
