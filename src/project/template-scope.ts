import { diagnose, DiagnosticError, type Code, type Params } from '../diagnostics/index.ts';
import { renderValue, type MacroLibrary, type Scope } from '../jinja/index.ts';
import type { Loading } from './loading.ts';
import type { JsonObject } from './project.ts';
import { createYamlTemplates, type YamlTemplates } from './yaml/yaml-templates.ts';

export interface ScopeParts {
  readonly projectName: string;
  readonly vars: JsonObject;
  readonly target: JsonObject;
}

/** What templates see while a project is loaded: variables, environment and target; no relation, no run. */
export function loadingScope({ options }: Pick<Loading, 'options'>, { projectName, vars, target }: ScopeParts): Scope {
  return {
    projectName,
    vars,
    target,
    flags: {},
    env: options.env,
    resolveRef: () => refuse('reference-misplaced', { call: 'ref()' }),
    resolveSource: () => refuse('reference-misplaced', { call: 'source()' }),
    renderRelation: ({ database, schema, identifier }) =>
      [database, schema, identifier].flatMap((part) => (part === undefined ? [] : [`"${part}"`])).join('.'),
    config: {},
    model: {},
    isIncremental: false,
    execute: false,
    runStartedAt: options.runStartedAt ?? new Date(),
    invocationId: '',
    watermark: () => refuse('reference-misplaced', { call: 'watermark()' }),
    highWatermark: () => refuse('reference-misplaced', { call: 'high_watermark()' }),
    log: () => undefined,
  };
}

function refuse<C extends Code>(code: C, params: Params<C>): never {
  throw new DiagnosticError([diagnose(code, params)]);
}

/** Renders templates in YAML values; what is wrong with them becomes problems of the load. */
export function createYamlRenderer(loading: Loading, parts: ScopeParts, library?: MacroLibrary): YamlTemplates {
  const scope = loadingScope(loading, parts);
  return createYamlTemplates({
    render(source) {
      const { value, diagnostics } = renderValue(source, library ?? loading.builtInMacros(), scope);
      loading.problems.add(diagnostics);
      return value;
    },
    textOf: (file) => loading.texts.get(file),
    places: loading.places,
    rendered: loading.rendered,
  });
}
