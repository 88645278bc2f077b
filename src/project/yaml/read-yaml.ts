import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { Source } from '../../diagnostics/index.ts';
import type { Problems } from '../problems.ts';
import { convertDocument } from './convert-document.ts';
import type { Places } from './places.ts';
import { readPlainYaml, type ReadBlockScalar } from './plain-yaml.ts';

/** The `yaml` package. */
export type YamlLibrary = typeof Yaml;

export interface YamlReader {
  /** The file's data, null for an empty file, undefined where it cannot be read (then `problems` has every reason). */
  read(source: Source): unknown;
}

// One wrong quote makes the rest of a file wrong; more than these say nothing new.
const MAX_ERRORS = 10;

/** Reads YAML 1.2 into plain data and keeps the place of every part. Plain files do not need the library, which takes a while to load. */
export function createYamlReader(places: Places, problems: Problems): YamlReader {
  const load = createRequire(import.meta.url);
  const library = () => load('yaml') as YamlLibrary;
  const readBlockScalar: ReadBlockScalar = (header, indent, body) => blockScalarText(library(), header, indent, body);
  return {
    read(source) {
      const plain = readPlainYaml(source, places, readBlockScalar);
      return plain === undefined ? readWithLibrary(source, library(), places, problems) : plain;
    },
  };
}

/** The library's own reading of `|` and `>`, without the rest of its work. */
export function blockScalarText(
  library: YamlLibrary,
  header: string,
  indent: number,
  body: string,
): string | undefined {
  let isPlain = true;
  const props: Yaml.CST.SourceToken[] = [{ type: 'block-scalar-header', offset: 0, indent, source: header }];
  const scalar = library.CST.resolveAsScalar(
    { type: 'block-scalar', offset: 0, indent, props, source: body },
    true,
    () => {
      isPlain = false;
    },
  );
  return isPlain ? scalar?.value : undefined;
}

export function readWithLibrary(source: Source, library: YamlLibrary, places: Places, problems: Problems): unknown {
  const document = library.parseDocument(source.text, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  for (const error of document.errors.slice(0, MAX_ERRORS)) reportError(error, source, problems);
  const value = convertDocument(document, library, { source, places, problems });
  return document.errors.length > 0 ? undefined : value;
}

function reportError(error: Yaml.YAMLParseError, { file, text }: Source, problems: Problems): void {
  const start = Math.min(error.pos[0], text.length);
  const at = { file, start, end: Math.max(start, Math.min(error.pos[1], text.length)) };
  if (error.code === 'TAB_AS_INDENT') problems.report('yaml-tab', undefined, at);
  else if (error.code === 'MULTIPLE_DOCS') problems.report('yaml-several-documents', undefined, at);
  else problems.report('yaml-syntax', { problem: plainReason(error.message) }, at);
}

function plainReason(message: string): string {
  const reason = message
    .replace(/\.$/, '')
    .replace(/"quote$/, 'double quote')
    .replace(/'quote$/, 'single quote');
  return /^[A-Z][a-z]/.test(reason) ? reason.charAt(0).toLowerCase() + reason.slice(1) : reason;
}
