/** What rows are sorted by: absent values come last, whichever way. */
export type SortValue = string | number | undefined;

export interface Order {
  readonly key: string;
  readonly isDown: boolean;
}

/** `rows`, `-rows`: as it stands in an address. */
export function parseOrder(text: string | undefined): Order | undefined {
  if (!text) return undefined;
  return text.startsWith('-') ? { key: text.slice(1), isDown: true } : { key: text, isDown: false };
}

export function orderText({ key, isDown }: Order): string {
  return isDown ? `-${key}` : key;
}

/** The rows in order; rows of the same value stay as they were. */
export function sortRows<T>(rows: readonly T[], valueOf: (row: T) => SortValue, isDown: boolean): readonly T[] {
  const texts = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const keyed = rows.map((row) => ({ row, value: valueOf(row) }));
  keyed.sort((a, b) => {
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined);
    const order =
      typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : texts.compare(String(a.value), String(b.value));
    return isDown ? -order : order;
  });
  return keyed.map(({ row }) => row);
}
