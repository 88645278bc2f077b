import type { Locator, Page } from 'playwright-core';

/** A table as it is read: texts of its heads, and of each row's cells by head. */
export interface ReadTable {
  readonly heads: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Reads a table by its name. Signs that stand for a word are read as that word. */
export async function readTable(page: Page, label: string): Promise<ReadTable | undefined> {
  return await page.evaluate((name) => {
    const table = [...document.querySelectorAll('table')].find((found) => found.getAttribute('aria-label') === name);
    if (!table) return undefined;
    const read = (element: Element): string => {
      const copy = element.cloneNode(true) as Element;
      for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
      for (const sign of copy.querySelectorAll('[role=img]'))
        sign.replaceWith(` ${sign.getAttribute('aria-label') ?? ''} `);
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
    };
    const heads = [...table.querySelectorAll('thead th')].map(read);
    const rows = [...table.querySelectorAll('tbody tr')]
      .filter((row) => row.querySelectorAll('td').length === heads.length)
      .map((row) =>
        Object.fromEntries([...row.querySelectorAll('td')].map((cell, at) => [heads[at] ?? '', read(cell)])),
      );
    return { heads, rows };
  }, label);
}

/** A column of a node as its page shows it. */
export interface ShownColumn {
  readonly name: string;
  readonly type: string;
  readonly actualType: string | undefined;
  readonly description: string;
  /** `node.column`. */
  readonly from: string | undefined;
  readonly tests: readonly string[];
}

/** The columns on the page of a node, all of them. */
export async function readColumns(page: Page): Promise<readonly ShownColumn[]> {
  return await page.evaluate(() => {
    const text = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim();
    return [...document.querySelectorAll('tr.column-row')].map((row) => {
      const type = row.querySelector('.column-type');
      const described = row.querySelector('.column-description');
      return {
        name: text(row.querySelector('.column-name'))!.replace(/^[▸▾]\s*/, ''),
        type: text(type?.firstChild instanceof Element ? type.firstChild : type)!
          .replace(/! is .*$/, '')
          .trim(),
        actualType: text(type?.querySelector('.mark-warn'))?.replace(/^! is /, ''),
        description:
          text(described?.firstElementChild?.matches('.nothing') ? null : described?.firstElementChild) ?? '',
        from: described?.querySelector('.column-from a')?.textContent ?? undefined,
        tests: [...row.querySelectorAll('.column-tests a')].map((link) => text(link)!),
      };
    });
  });
}

/** Unique ids that the links of a part of the page lead to. */
export function readLinks(part: Locator): Promise<readonly string[]> {
  return part
    .locator('a[href^="#/node/"]')
    .evaluateAll((links) =>
      links.map((link) =>
        decodeURIComponent((link as HTMLAnchorElement).hash.replace('#/node/', '').replace(/\?.*$/, '')),
      ),
    );
}

/** What stands under a name in the box of figures. */
export async function readFacts(page: Page): Promise<Readonly<Record<string, string>>> {
  return await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.fact')].map((fact) => [
        fact.querySelector('dt')?.textContent ?? '',
        (fact.querySelector('dd')?.textContent ?? '').replace(/\s+/g, ' ').trim(),
      ]),
    ),
  );
}

/** The text that a view of code shows, as it is: lines and blanks. */
export async function readCode(page: Page): Promise<string> {
  return await page.evaluate(() => document.querySelector('.code-view-text')?.textContent ?? '');
}
