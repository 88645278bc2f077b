import type { ErrorObject } from 'ajv';
import type { Source } from '../diagnostics/index.ts';
import { createMacroLibrary, type MacroLibrary } from '../jinja/index.ts';
import { createProblems, type Problems } from './problems.ts';
import type { JsonObject } from './project.ts';
import { readText } from './read-files.ts';
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
  const validator = await createValidator();
  return {
    options,
    problems,
    places,
    validator,
    yaml: createYamlReader(places, problems),
    read(path) {
      const text = texts.get(path) ?? readText(options.projectDir, path, problems);
      if (text === undefined) return undefined;
      texts.set(path, text);
      return { file: path, text };
    },
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
