import { checkValue, type Loading } from './loading.ts';
import type { JsonObject, JsonValue, Target } from './project.ts';
import { describeValue } from './schema/report-schema-errors.ts';
import { chooseTarget, hideSecrets, targetOf, templateTarget } from './target.ts';
import { createYamlRenderer } from './template-scope.ts';
import { asWritten, isTemplate } from './yaml/yaml-templates.ts';

/** `project.yml`, read, rendered and validated. */
export interface ProjectFile {
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly vars: JsonObject;
  /** Those of `vars` that another environment or command line may change: as `project.yml` writes them, else by name. */
  readonly writtenVars: JsonObject;
  readonly target: Target;
  /** All keys as written, templates rendered (those of hooks and of other targets are not). */
  readonly raw: Mapping;
}

export type Mapping = Record<string, unknown>;

const NAMES = ['project.yml', 'project.yaml', 'dbt_project.yml'];
const HOOKS = /^\+?(pre|post)[-_]hook$/;
const RENDERED_ELSEWHERE = new Set(['vars', 'targets', 'on-run-start', 'on-run-end']);

/** Reads the project file and chooses the target; undefined where nothing can be loaded by it (`problems` says why). */
export function readProjectFile(loading: Loading, filesAtTop: readonly string[]): ProjectFile | undefined {
  const { problems, options } = loading;
  const file = NAMES.find((name) => filesAtTop.includes(name));
  if (!file) {
    problems.report('project-file-missing', { folder: options.projectDir }, undefined);
    return undefined;
  }
  const source = loading.read(file);
  const raw = source && loading.yaml.read(source);
  if (raw === undefined) return undefined;
  if (!isMapping(raw)) {
    problems.report('value-type', { what: file, expected: 'a mapping', found: describeValue(raw) }, file);
    return undefined;
  }
  hideSecrets(raw, loading);
  const name = typeof raw.name === 'string' ? raw.name : 'project';
  const { vars, writtenVars } = readVars(raw, name, loading);
  const chosen = chooseTarget(raw, { loading, file, name, vars });
  const target = chosen && targetOf(chosen.name, chosen.settings);
  const templates = createYamlRenderer(loading, {
    projectName: name,
    vars,
    target: target ? templateTarget(target) : {},
  });
  templates.renderIn(raw, (key, container) => (container === raw ? RENDERED_ELSEWHERE.has(key) : HOOKS.test(key)));
  const keeps = ({ instancePath, data }: { instancePath: string; data?: unknown }) =>
    !(instancePath.startsWith('/targets/') && typeof data === 'string' && isTemplate(data));
  const isValid = checkValue(loading, 'project.json', { root: raw, name: file, keeps });
  if (!target || (!isValid && typeof raw.name !== 'string')) return undefined;
  // Rendered text may have become a number while it was checked.
  return {
    file,
    name,
    version: versionOf(raw),
    vars,
    writtenVars,
    target: targetOf(target.name, chosen.settings),
    raw,
  };
}

function versionOf({ version }: Mapping): string {
  return version === undefined || version === null ? '' : String(version as string | number);
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `vars:`, those under the project's own name nearest, below `--vars`. Their templates see the environment and `--vars` alone. */
function readVars(raw: Mapping, name: string, loading: Loading): Pick<ProjectFile, 'vars' | 'writtenVars'> {
  const written = isMapping(raw.vars) ? raw.vars : {};
  const given = loading.options.vars ?? {};
  createYamlRenderer(loading, { projectName: name, vars: given, target: {} }).renderIn(written, () => false);
  const { [name]: own, ...global } = written;
  const ownVars = isMapping(own) ? own : {};
  const vars = { ...(global as JsonObject), ...(ownVars as JsonObject), ...given };
  const templates = Object.keys(vars).flatMap((key) => {
    const holder = Object.hasOwn(ownVars, key) ? ownVars : written;
    if (!Object.hasOwn(holder, key)) return [[key, `__var_${key}`] as const];
    const template = asWritten(holder, key, loading.rendered) as JsonValue;
    return template === vars[key] ? [] : [[key, template] as const];
  });
  return { vars, writtenVars: Object.fromEntries(templates) };
}
