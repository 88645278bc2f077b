import type { Outcome } from '../../diagnostics/index.ts';
import { parseTemplate, type ParsedTemplate } from '../../jinja/index.ts';
import type { FileText, ParseCache } from './parse-cache.ts';
import { currentStamp, isSameStamp, isSettled } from './stamp.ts';

/** A cache for a process that loads one project again and again. Nothing is written. */
export interface ParseMemory extends ParseCache {
  /** To be called when a project was loaded: files that were not read are forgotten. */
  readonly endLoad: () => void;
}

interface Parsed {
  readonly text: string;
  readonly outcome: Outcome<ParsedTemplate | undefined>;
}

/** Remembers what files held and how they were parsed, as long as their stamps and texts stay the same. */
export function createParseMemory(projectDir: string): ParseMemory {
  let texts = new Map<string, FileText>();
  let parsed = new Map<string, Parsed>();
  let readNow = new Map<string, FileText>();
  let parsedNow = new Map<string, Parsed>();
  return {
    text(path, read) {
      const before = texts.get(path);
      const file = before && isSameStamp(before.stamp, currentStamp(`${projectDir}/${path}`)) ? before : read();
      // A file that was written just now may be written again under the same stamp.
      if (file && isSettled(file.stamp, Date.now())) readNow.set(path, file);
      return file?.text;
    },
    parse(source) {
      const key = [source.file, source.line, source.column].join('\n');
      const known = parsed.get(key);
      const now = known?.text === source.text ? known : { text: source.text, outcome: parseTemplate(source) };
      parsedNow.set(key, now);
      return now.outcome;
    },
    save: () => undefined,
    endLoad() {
      [texts, readNow] = [readNow, new Map()];
      [parsed, parsedNow] = [parsedNow, new Map()];
    },
  };
}
