import type { ErrorObject } from 'ajv';
import { resolve } from 'node:path';
import type { Outcome, Source } from '../diagnostics/index.ts';
import { createMacroLibrary, type MacroLibrary, type ParsedTemplate } from '../jinja/index.ts';
import { NO_PARSE_CACHE, openParseCache, type ParseCache } from './cache/parse-cache.ts';
import { createProblems, type Problems } from './problems.ts';
import type { JsonObject } from './project.ts';
import { readText, type UnsavedTexts } from './read-files.ts';
import { reportSchemaErrors } from './schema/report-schema-errors.ts';
import { createValidator, type SchemaName, type Validator } from './schema/validator.ts';
import { createPlaces, type Places } from './yaml/places.ts';
import { createYamlReader, type YamlReader } from './yaml/read-yaml.ts';
import { coerceRendered, type Rendered } from './yaml/yaml-templates.ts';

export interface LoadOptions {
  /** Folder with `project.yml`. */
  readonly projectDir: string;
  /** `--target`; default: `target:` of the project. */
  readonly targetName?: string | undefined;
  /** `--vars`: laid over the project's own. */
  readonly vars?: JsonObject | undefined;
  /** Environment variables, for `env_var()`. */
  readonly env: (name: string) => string | undefined;
  /** Names of the data tests that are built in, as they are written: `unique`, `dbt_utils.accepted_range`. */
  readonly builtInTests: ReadonlySet<string>;
  /** `--target-path`; default: `target-path:` of the project. */
  readonly targetPath?: string | undefined;
  /** `run_started_at` in templates that are rendered while loading. Default: now. */
  readonly runStartedAt?: Date | undefined;
  /**
   * A text that changes with lakemodel's code: what files hold is kept in the target folder for the next load with the same one.
   * Default: nothing is kept.
   */
  readonly cacheVersion?: string | undefined;
  /** Instead of one in the target folder: a cache that its owner keeps from load to load. */
  readonly cache?: ParseCache | undefined;
  /** Texts that stand for what the disk holds, by path relative to the project: what an editor has not saved yet. */
  readonly unsaved?: UnsavedTexts | undefined;
}

/** What every step of one load shares. */
export interface Loading {
  readonly options: LoadOptions;
  readonly problems: Problems;
  readonly places: Places;
  readonly validator: Validator;
  readonly yaml: YamlReader;
  /** Reads a file and keeps its text for places; undefined (and a problem) where it cannot be read. */
  readonly read: (path: string) => Source | undefined;
  /** `parseTemplate`, once for each text of a file. */
  readonly parse: (source: Source) => Outcome<ParsedTemplate | undefined>;
  /** From here on files are read through the cache in the target folder. */
  readonly openCache: (targetPath: string) => void;
  /** Keeps what was read for the next load. Files that hold one of the secrets are left out. */
  readonly saveCache: (secrets: readonly string[]) => void;
  /** YAML values that were rendered from templates. */
  readonly rendered: Rendered;
  /** The macros that come with lakemodel, for templates outside of the project's macros. */
  readonly builtInMacros: () => MacroLibrary;
  /** Texts of the files read so far. */
  readonly texts: Map<string, string>;
}

export async function createLoading(options: LoadOptions): Promise<Loading> {
  const texts = new Map<string, string>();
  const problems = createProblems((file) => texts.get(file));
  const places = createPlaces();
  let builtIn: MacroLibrary | undefined;
  let cache: ParseCache = options.cache ?? NO_PARSE_CACHE;
  const validator = await createValidator();
  return {
    options,
    problems,
    places,
    validator,
    yaml: createYamlReader(places, problems),
    read(path) {
      const readNow = () => readText(options.projectDir, path, problems);
      // Rows of seeds are data, which may be large and say nothing.
      const onDisk = () => (path.endsWith('.csv') ? readNow()?.text : cache.text(path, readNow));
      const text = texts.get(path) ?? options.unsaved?.get(path) ?? onDisk();
      if (text === undefined) return undefined;
      texts.set(path, text);
      return { file: path, text };
    },
    parse: (source) => cache.parse(source),
    openCache(targetPath) {
      const { projectDir, cacheVersion: version } = options;
      if (version !== undefined && !options.cache)
        cache = openParseCache({ projectDir, folder: resolve(projectDir, targetPath), version });
    },
    saveCache: (secrets) => cache.save(secrets),
    rendered: new Map(),
    builtInMacros: () => (builtIn ??= createMacroLibrary([]).value),
    texts,
  };
}

/** Checks a value by a schema and reports what is wrong; false: something is. `keeps` leaves errors out. */
export function checkValue(
  loading: Loading,
  schema: SchemaName,
  { root, name, keeps }: { root: unknown; name: string; keeps?: (error: ErrorObject) => boolean },
): boolean {
  const { validator, problems, places, rendered } = loading;
  let errors = validator.check(schema, root);
  if (errors.length > 0 && coerceRendered(root, errors, rendered)) errors = validator.check(schema, root);
  const kept = keeps ? errors.filter(keeps) : errors;
  if (kept.length > 0) reportSchemaErrors(kept, { root, name, places, rendered }, problems);
  return kept.length === 0;
}
