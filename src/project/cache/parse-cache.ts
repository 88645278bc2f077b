import type { Outcome, Source } from '../../diagnostics/index.ts';
import { parseTemplate, type ParsedTemplate } from '../../jinja/index.ts';
import { readCacheFile, writeCacheFile, type CachedFile } from './cache-file.ts';
import { currentStamp, isSameStamp, isSettled, type Stamp } from './stamp.ts';

/** What a file holds, and its stamp from before it was read. */
export interface FileText {
  readonly text: string;
  readonly stamp: Stamp;
}

/**
 * What the project's files held when they were last read, kept in the target folder: only files that changed are read and parsed. It holds
 * texts and what follows from a text alone, nothing that depends on variables, environment or target.
 */
export interface ParseCache {
  /** The text of a file as it is now: the one that is remembered, else that of `read`. */
  text(path: string, read: () => FileText | undefined): string | undefined;
  /** `parseTemplate`, once for each text. */
  parse(source: Source): Outcome<ParsedTemplate | undefined>;
  /** Writes what was read, where that is worth it. Files that hold one of the `secrets` are left out. */
  save(secrets: readonly string[]): void;
}

export interface ParseCacheOptions {
  readonly projectDir: string;
  /** Absolute path of the target folder. */
  readonly folder: string;
  /** Of lakemodel: what another one has written is not read. */
  readonly version: string;
}

/** Files below which reading them takes no longer than reading a cache. */
export const MIN_CACHED_FILES = 200;
/** Part of the files that must have changed before the cache is written again. */
const WORTH_WRITING = 0.02;
/** Shorter secrets stand in harmless texts, too. */
const MIN_SECRET_LENGTH = 4;

/** No cache: files are read and parsed each time. */
export const NO_PARSE_CACHE: ParseCache = {
  text: (_, read) => read()?.text,
  parse: parseTemplate,
  save: () => undefined,
};

interface Known extends CachedFile {
  calls: ParsedTemplate | undefined;
}

export function openParseCache({ projectDir, folder, version }: ParseCacheOptions): ParseCache {
  const openedAt = Date.now();
  const remembered = readCacheFile(folder, version);
  const files = new Map<string, Known>();
  let unchanged = 0;
  return {
    text(path, read) {
      const before = remembered.get(path);
      if (before?.stamp && isSameStamp(before.stamp, currentStamp(`${projectDir}/${path}`))) {
        unchanged += 1;
        files.set(path, before as Known);
        return before.text;
      }
      const now = read();
      if (!now) return undefined;
      const stamp = isSettled(now.stamp, openedAt) ? now.stamp : undefined;
      files.set(path, { stamp, text: now.text, calls: before?.text === now.text ? before.calls : undefined });
      return now.text;
    },
    parse(source) {
      const file = files.get(source.file);
      if (file?.text !== source.text || source.line !== undefined) return parseTemplate(source);
      if (file.calls) return { value: file.calls, diagnostics: [] };
      const outcome = parseTemplate(source);
      if (outcome.value && outcome.diagnostics.length === 0 && survivesJson(outcome.value)) file.calls = outcome.value;
      return outcome;
    },
    save(secrets) {
      const stale = Math.max(files.size, remembered.size) - unchanged;
      if (files.size < MIN_CACHED_FILES || stale <= files.size * WORTH_WRITING) return;
      const hidden = secrets.filter(({ length }) => length >= MIN_SECRET_LENGTH);
      const open = [...files].filter(([, { text }]) => !hidden.some((secret) => text.includes(secret)));
      writeCacheFile(folder, version, new Map(open));
    },
  };
}

/** Numbers that JSON has no word for stand in literals as `1e999` does. */
function survivesJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return value !== undefined;
  return Object.values(value).every(survivesJson);
}
