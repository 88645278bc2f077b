import { copyFile, mkdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diagnose, type Outcome } from '../../diagnostics/index.ts';
import { writeFileAtomically } from '../../state/index.ts';
import { readMarker, writeMarker, type SiteBuild, type SiteMarker } from './site-marker.ts';
import type { SiteShards } from './site-shards.ts';
import { fillTemplate, readTemplate, SITE_FILES } from './site-template.ts';

export interface SiteToWrite {
  readonly folder: string;
  readonly title: string;
  readonly shards: SiteShards;
  /** Where `index.html` and `assets/` of the page lie. */
  readonly templateFolder?: string;
}

/** The first page's data: it alone tells when the site was made. */
const OVERVIEW = 'overview.js';

/**
 * Writes a site into its folder and answers the path of its page. The page comes last, so that it never asks for data that is not there; data and
 * assets of earlier pages go afterwards. A folder with files that lakemodel has not written is left alone. One writer at a time.
 */
export async function writeSite(site: SiteToWrite): Promise<Outcome<string | undefined>> {
  const { folder, title, shards, templateFolder = SITE_FILES } = site;
  const { value: marker, diagnostics } = await readMarker(folder);
  if (!marker) return { value: undefined, diagnostics };
  try {
    const template = await readTemplate(templateFolder);
    const { build: id, files } = shards;
    const isThere = marker.builds.some((build) => build.id === id && build.isWhole);
    const others = marker.builds.filter((build) => build.id !== id);
    const assets = [...new Set([...marker.assets, ...template.assets])];
    // First: what is written from here on is ours, whatever happens.
    await writeMarker(folder, { builds: [...others, { id, files, isWhole: isThere }], assets });
    await writeData(folder, shards, isThere);
    await copyAssets(templateFolder, folder, template.assets);
    const page = join(folder, 'index.html');
    await writeFileAtomically(page, fillTemplate(template.page, { build: id, title }));
    await removeOthers(folder, others, marker.assets.filter((name) => !template.assets.includes(name))); // prettier-ignore
    await writeMarker(folder, { builds: [{ id, files, isWhole: true }], assets: template.assets });
    return { value: page, diagnostics: [] };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { value: undefined, diagnostics: [diagnose('docs-folder-unusable', { folder, reason: code })] };
  }
}

async function writeData(folder: string, { build, scripts }: SiteShards, isThere: boolean): Promise<void> {
  const data = join(folder, 'data', build);
  await mkdir(join(data, 'node'), { recursive: true });
  for (const [file, text] of scripts(isThere ? new Set([OVERVIEW]) : undefined)) {
    // A page that shows this very data may be open.
    if (isThere) await writeFileAtomically(join(data, file), text);
    else await writeFile(join(data, file), text);
  }
}

/** Their names tell their contents; one of another length was not written to its end. */
async function copyAssets(from: string, to: string, names: SiteMarker['assets']): Promise<void> {
  await mkdir(join(to, 'assets'), { recursive: true });
  const sizeOf = async (file: string) => (await stat(file).catch(() => undefined))?.size;
  for (const name of names) {
    const [source, copy] = [join(from, 'assets', name), join(to, 'assets', name)];
    if ((await sizeOf(source)) !== (await sizeOf(copy))) await copyFile(source, copy);
  }
}

async function removeOthers(folder: string, builds: readonly SiteBuild[], assets: readonly string[]): Promise<void> {
  for (const { id, files } of builds) {
    const data = join(folder, 'data', id);
    await Promise.all(files.map((file) => rm(join(data, file), { force: true })));
    for (const empty of new Set([...files.map((file) => dirname(join(data, file))), data])) await removeEmpty(empty);
  }
  for (const name of assets) await rm(join(folder, 'assets', name), { force: true });
}

/** A folder with files of somebody else stays. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
