import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose, type Outcome } from '../../diagnostics/index.ts';
import { writeFileAtomically } from '../../state/index.ts';

/** Name of the file in a folder of docs that says which of its files lakemodel has written: nothing else is ever removed. */
export const MARKER_FILE = 'lakemodel-docs.json';

const FORMAT = 'lakemodel-docs';
const VERSION = 1;

export interface SiteMarker {
  readonly builds: readonly SiteBuild[];
  /** Names in `assets/`. */
  readonly assets: readonly string[];
}

/** The folder `data/<id>/`. */
export interface SiteBuild {
  readonly id: string;
  /** Below that folder, with forward slashes. */
  readonly files: readonly string[];
  /** False while it is written, and where the one who wrote it was killed. */
  readonly isWhole: boolean;
}

const EMPTY: SiteMarker = { builds: [], assets: [] };

/** What lakemodel has written into a folder. Without a value the folder holds somebody else's files and must not be written to. */
export async function readMarker(folder: string): Promise<Outcome<SiteMarker | undefined>> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => error);
  if (names instanceof Error) {
    if (names.code === 'ENOENT') return { value: EMPTY, diagnostics: [] };
    const reason = names.code === 'ENOTDIR' ? 'it is a file' : (names.code ?? names.message);
    return { value: undefined, diagnostics: [diagnose('docs-folder-unusable', { folder, reason })] };
  }
  if (names.length === 0) return { value: EMPTY, diagnostics: [] };
  const text = await readFile(join(folder, MARKER_FILE), 'utf8').catch(() => '');
  const value = parse(text);
  return value ? { value, diagnostics: [] } : { value, diagnostics: [diagnose('docs-folder-foreign', { folder })] };
}

export async function writeMarker(folder: string, { builds, assets }: SiteMarker): Promise<void> {
  const text = JSON.stringify({ format: FORMAT, version: VERSION, builds, assets }, null, 1);
  await writeFileAtomically(join(folder, MARKER_FILE), `${text}\n`);
}

function parse(text: string): SiteMarker | undefined {
  try {
    const read = JSON.parse(text) as (Partial<SiteMarker> & { format?: unknown; version?: unknown }) | null;
    return read?.format === FORMAT && read.version === VERSION && isMarker(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

// Names out of a file become paths that are removed: those alone that lakemodel gives.
const BUILD_NAME = /^[0-9a-f]{8,64}$/;
const DATA_FILE = /^[a-z]+(\/\d+)?\.js$/;
const ASSET_NAME = /^[\w-]+(\.[\w-]+)+$/;

function isMarker(read: Partial<SiteMarker>): read is SiteMarker {
  const { builds, assets } = read;
  const isBuild = (build: Partial<SiteBuild> | null) =>
    areNames([build?.id], BUILD_NAME) && areNames(build?.files, DATA_FILE) && typeof build?.isWhole === 'boolean';
  return Array.isArray(builds) && builds.every(isBuild) && areNames(assets, ASSET_NAME);
}

function areNames(names: unknown, form: RegExp): boolean {
  return Array.isArray(names) && names.every((name) => typeof name === 'string' && form.test(name));
}
