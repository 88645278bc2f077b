import type { CheckRow } from './site-data.ts';

/** `pressure_is_reported (not_null of pressure)`; a unit test by its name, as its model stands beside it. */
export function checkTitle({ name, about, kind }: Pick<CheckRow, 'name' | 'about' | 'kind'>): string {
  return about === undefined || kind === 'unit_test' ? name : `${name} (${about})`;
}
