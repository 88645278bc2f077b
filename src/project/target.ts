import { didYouMean } from '../diagnostics/index.ts';
import type { Loading } from './loading.ts';
import type { JsonObject, JsonValue, Target } from './project.ts';
import { createYamlRenderer } from './template-scope.ts';
import { isTemplate } from './yaml/yaml-templates.ts';

type Mapping = Record<string, unknown>;

export interface TargetContext {
  readonly loading: Loading;
  readonly file: string;
  readonly name: string;
  readonly vars: JsonObject;
}

const TYPES = ['duckdb', 'trino', 'athena'] as const;

/** Chooses the target by `--target`, `target:` or because it is the only one, and renders its settings, and no other's. */
export function chooseTarget(raw: Mapping, context: TargetContext): { name: string; settings: Mapping } | undefined {
  const { loading, file } = context;
  const targets = raw.targets as Mapping | undefined;
  const known = typeof targets === 'object' && targets !== null ? Object.keys(targets) : [];
  if (!targets || known.length === 0) {
    loading.problems.report('target-missing', undefined, file);
    return undefined;
  }
  const name = loading.options.targetName ?? defaultName(raw, context) ?? (known.length === 1 ? known[0] : undefined);
  if (name === undefined) {
    loading.problems.report('target-not-chosen', { known }, loading.places.key(raw, 'targets'));
    return undefined;
  }
  const settings = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (settings === undefined) {
    const at = loading.options.targetName === undefined ? loading.places.value(raw, 'target') : undefined;
    loading.problems.report('target-unknown', { name, known }, at, { hint: didYouMean(name, known) });
    return undefined;
  }
  if (typeof settings !== 'object' || settings === null) return undefined;
  const scope = { projectName: context.name, vars: context.vars, target: { name } };
  createYamlRenderer(loading, scope).renderIn(settings as Mapping, () => false);
  checkComplete(name, settings as Mapping, loading);
  return { name, settings: settings as Mapping };
}

/** Settings with two names, of which one must be there: more than the schema says. */
function checkComplete(name: string, settings: Mapping, { problems, places }: Loading): void {
  const pairs: Readonly<Record<string, readonly [string, string]>> = {
    trino: ['catalog', 'database'],
    athena: ['region', 'region_name'],
  };
  const pair =
    typeof settings.type === 'string' && Object.hasOwn(pairs, settings.type) ? pairs[settings.type] : undefined;
  if (!pair || pair.some((key) => settings[key] !== undefined)) return;
  problems.report('key-missing', { key: pair[0], within: `the target "${name}"` }, places.whole(settings));
}

function defaultName(raw: Mapping, { loading, name, vars }: TargetContext): string | undefined {
  if (typeof raw.target !== 'string') return undefined;
  if (isTemplate(raw.target)) {
    createYamlRenderer(loading, { projectName: name, vars, target: {} }).renderIn(raw, (key) => key !== 'target');
  }
  return raw.target;
}

/** The target as the rest of the program sees it; undefined where its type is unknown. */
export function targetOf(name: string, settings: Mapping): Target {
  const type = TYPES.find((one) => one === settings.type) ?? 'duckdb';
  const database = settings.database ?? settings.catalog;
  return {
    name,
    type,
    threads: typeof settings.threads === 'number' ? settings.threads : 4,
    ...(typeof settings.schema === 'string' && { schema: settings.schema }),
    ...(typeof database === 'string' && { database }),
    settings: settings as JsonObject,
  };
}

/** The target as templates see it (`target.name`, `target.schema`): without settings that may be secret. */
export function templateTarget(target: Target): JsonObject {
  const { name, type, schema, database, threads } = target;
  return {
    name,
    target_name: name,
    profile_name: name,
    type,
    threads,
    schema: schema ?? '',
    ...(database !== undefined && { database, catalog: database }),
  };
}

const SECRETS = /password|token|secret|access_key|external_id|api_key/i;

/** Blots out secrets that are written into targets and into `openlineage:`: frames of diagnostics and artifacts show the file's text. */
export function hideSecrets(raw: Mapping, { texts, places }: Loading): void {
  for (const settings of [...Object.values((raw.targets ?? {}) as object), raw.openlineage]) {
    if (typeof settings !== 'object' || settings === null) continue;
    for (const [key, value] of Object.entries(settings as Mapping)) {
      if (!SECRETS.test(key) || (typeof value === 'string' && isTemplate(value))) continue;
      const { file, start, end } = places.value(settings as Mapping, key);
      const text = texts.get(file) ?? '';
      texts.set(file, text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, '*') + text.slice(end));
    }
  }
}

/** Texts of a target's settings that no file may hold. */
export function secretsOf({ settings }: Target): string[] {
  const texts = (value: JsonValue, isSecret: boolean): string[] => {
    if (typeof value === 'string') return isSecret ? [value] : [];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value as JsonObject).flatMap(([key, one]) => texts(one, isSecret || SECRETS.test(key)));
  };
  return texts(settings, false);
}
