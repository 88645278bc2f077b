import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The page as it comes with lakemodel: `index.html` with places to fill in, and `assets/`. */
export const SITE_FILES = fileURLToPath(new URL('../../site/', import.meta.url));

export interface SiteTemplate {
  readonly page: string;
  /** Names in `assets/`. */
  readonly assets: readonly string[];
}

export async function readTemplate(folder = SITE_FILES): Promise<SiteTemplate> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  return { page, assets: (await readdir(join(folder, 'assets'))).sort() };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The page of one build. */
export function fillTemplate(page: string, { build, title }: { build: string; title: string }): string {
  const escaped = title.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
  return page.replaceAll('%BUILD%', () => build).replaceAll('%TITLE%', () => escaped);
}
