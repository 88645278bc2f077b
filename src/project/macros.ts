import { didYouMean } from '../diagnostics/index.ts';
import { createMacroLibrary, parseTemplate, type MacroInfo, type MacroLibrary } from '../jinja/index.ts';
import { blockSource } from './block-source.ts';
import type { Describe } from './docs-blocks.ts';
import type { Loading } from './loading.ts';
import type { DocsConfig, JsonObject, Macro } from './project.ts';
import type { FoundFile } from './project-files.ts';
import { isMapping, type Mapping } from './project-file.ts';
import type { Properties } from './properties.ts';
import type { MacroCalls } from './references.ts';

/** The macros and generic tests that the project defines. */
export interface ProjectMacros {
  readonly library: MacroLibrary;
  readonly infos: readonly MacroInfo[];
  /** Those that a call of a name can mean: the macro itself, or what `adapter.dispatch` chooses from. A package's name before it is fine. */
  readonly find: (name: string) => readonly MacroCalls[];
  /** Names of macros, and of generic tests without `test_`. */
  readonly macroNames: ReadonlySet<string>;
  readonly testNames: ReadonlySet<string>;
}

const DISPATCHED = ['athena', 'trino', 'default'];

/** Reads all macro files. */
export function readMacros(files: readonly FoundFile[], projectName: string, loading: Loading): ProjectMacros {
  const sources = files.flatMap(({ path }) => loading.read(path) ?? []);
  const { value: library, diagnostics } = createMacroLibrary(sources.map((source) => ({ source })));
  loading.problems.add(diagnostics);
  const infos = library.list().filter(({ builtin }) => !builtin);
  const calls = new Map<string, MacroCalls>();
  for (const info of infos) {
    // What is wrong with a body was told when the library was made.
    const parsed = parseTemplate(blockSource(info.block, loading)).value;
    if (parsed) calls.set(info.name, { uniqueId: `macro.${projectName}.${info.name}`, parsed });
  }
  const names = (kind: 'macro' | 'test') =>
    new Set(infos.filter(({ block }) => block.kind === kind).map(({ block }) => block.name));
  return {
    library,
    infos,
    find(name) {
      const bare = name.slice(name.lastIndexOf('.') + 1);
      return [bare, ...DISPATCHED.map((prefix) => `${prefix}__${bare}`)].flatMap((one) => calls.get(one) ?? []);
    },
    macroNames: names('macro'),
    testNames: names('test'),
  };
}

export interface MacroContext {
  readonly projectName: string;
  readonly properties: Properties;
  readonly describe: Describe;
  readonly loading: Loading;
}

/** The macros as the project's value holds them, with what YAML says about them. */
export function describeMacros(macros: ProjectMacros, context: MacroContext): Record<string, Macro> {
  const { projectName, properties, loading } = context;
  const names = new Set(macros.infos.flatMap(({ name, block }) => [name, block.name]));
  for (const entry of properties.macros.values()) {
    if (names.has(entry.name)) continue;
    const hint = didYouMean(entry.name, names);
    loading.problems.report('properties-without-file', { kind: 'macro', name: entry.name }, entry.span, { hint });
  }
  return Object.fromEntries(
    macros.infos.map((info) => {
      const macro = describeMacro(info, macros, context);
      return [`macro.${projectName}.${info.name}`, macro];
    }),
  );
}

function describeMacro(
  info: MacroInfo,
  macros: ProjectMacros,
  { projectName, properties, describe, loading }: MacroContext,
): Macro {
  const { block, file, name } = info;
  const entry = properties.macros.get(name) ?? properties.macros.get(block.name);
  const calls = macros.find(name)[0]?.parsed.macroCalls ?? [];
  return {
    uniqueId: `macro.${projectName}.${name}`,
    name,
    packageName: projectName,
    path: file,
    kind: block.kind === 'test' ? 'test' : 'macro',
    description: entry
      ? describe(entry.values.description, () => loading.places.value(entry.values, 'description'))
      : '',
    ...(entry && { describedIn: entry.file.path, ...shownAs(entry.values) }),
    arguments: argumentsOf(info, entry?.values),
    code: (loading.texts.get(file) ?? '').slice(block.span.start, block.span.end),
    span: block.nameSpan,
    macros: [...new Set(calls.flatMap((call) => macros.find(call.name).map(({ uniqueId }) => uniqueId)))].sort(),
  };
}

/** `config` says it nearer than what stands beside it. */
function shownAs(values: Mapping): Pick<Macro, 'meta' | 'docs'> {
  const config = isMapping(values.config) ? values.config : {};
  const meta = { ...(isMapping(values.meta) && values.meta), ...(isMapping(config.meta) && config.meta) } as JsonObject;
  const docs = (config.docs ?? values.docs) as DocsConfig | null | undefined;
  return { ...(Object.keys(meta).length > 0 && { meta }), ...(docs && { docs }) };
}

function argumentsOf({ block }: MacroInfo, values: Mapping | undefined): Macro['arguments'] {
  const described = (Array.isArray(values?.arguments) ? values.arguments : []).filter(isMapping);
  const names = [
    ...new Set([...block.parameters.map(({ name }) => name), ...described.map(({ name }) => String(name))]),
  ];
  return names.map((name) => {
    const one = described.find((argument) => argument.name === name);
    const type = typeof one?.type === 'string' ? one.type : undefined;
    const description = typeof one?.description === 'string' ? one.description : '';
    return { name, ...(type !== undefined && { type }), description };
  });
}
