import type { Source, Span } from '../diagnostics/index.ts';
import { renderTemplate, type MacroLibrary, type ParsedTemplate } from '../jinja/index.ts';
import type { ConfiguredType } from './config/complete-config.ts';
import { mergeSettings, NO_SETTINGS, settingsOf, type Settings } from './config/settings.ts';
import { checkValue, type Loading } from './loading.ts';
import type { JsonValue, RefCall, References, SourceCall } from './project.ts';
import { addReferences, traceReferences, type MacroCalls } from './references.ts';
import { loadingScope, type ScopeParts } from './template-scope.ts';

/** What a node's template says about the node. */
export interface ReadTemplate {
  readonly references: References;
  /** What its `config()` calls set. */
  readonly settings: Settings;
}

export interface TemplateReader {
  /** Reads a node's template; undefined where it cannot be parsed. */
  read(source: Source, node: TemplateNode): ReadTemplate | undefined;
  /** What the literal `config()` calls of a generic test's block set for all tests made of it. */
  testSettings(parsed: ParsedTemplate): Settings;
}

export interface TemplateNode {
  readonly type: ConfiguredType;
  readonly name: string;
  readonly uniqueId: string;
}

export interface ReaderContext {
  readonly loading: Loading;
  readonly scope: ScopeParts;
  readonly library: MacroLibrary;
  /** The project's macros by bare or qualified name. */
  readonly macros: (name: string) => readonly MacroCalls[];
}

/** Calls that are worth rendering for: what they name decides about the graph or the configuration. */
const RENDERED_FOR: ReadonlySet<string> = new Set(['ref', 'source', 'config', 'watermark', 'high_watermark']);

type Values = Readonly<Record<string, JsonValue>>;

/** Finds references and configuration in the syntax tree; renders only where a call's arguments are no literals. */
export function createTemplateReader(context: ReaderContext): TemplateReader {
  const blocks = new Map<ParsedTemplate, Settings>();
  return {
    testSettings(parsed) {
      const known = blocks.get(parsed) ?? staticSettings(parsed, { type: 'test' }, context.loading);
      blocks.set(parsed, known);
      return known;
    },
    read(source, node) {
      const { value: parsed, diagnostics } = context.loading.parse(source);
      context.loading.problems.add(diagnostics);
      if (!parsed) return undefined;
      const { references, dynamic } = traceReferences(parsed, context.macros);
      const needsRendering = dynamic.some(({ name }) => RENDERED_FOR.has(name));
      if (!needsRendering) {
        return { references, settings: staticSettings(parsed, node, context.loading) };
      }
      const found = capture(source, node, context);
      const at = (call: string): Span => dynamic.find(({ name }) => name === call)?.span ?? wholeSpan(source);
      return {
        references: addReferences(
          references,
          found.refs.map((ref) => ({ ...ref, span: at('ref') })),
          found.sources.map((one) => ({ ...one, span: at('source') })),
        ),
        settings: capturedSettings(found.configs, { parsed, node, at: at('config'), loading: context.loading }),
      };
    },
  };
}

function wholeSpan({ file }: Source): Span {
  return { file, start: 0, end: 1 };
}

function staticSettings({ configs }: ParsedTemplate, node: Pick<TemplateNode, 'type'>, loading: Loading): Settings {
  return configs.reduce<Settings>((below, { values, spans, span }) => {
    return mergeSettings(
      below,
      readCall(values, (key) => spans[key] ?? span, node, loading),
    );
  }, NO_SETTINGS);
}

/** One `config(…)` call: checked by the schema of its node's kind. */
function readCall(
  values: Values,
  spanOf: (key: string) => Span,
  node: Pick<TemplateNode, 'type'>,
  loading: Loading,
): Settings {
  const keys = Object.keys(values);
  const spans = keys.map(spanOf);
  const offsets = spans.flatMap(({ start, end }) => [start, end, start, end]);
  const whole = spans[0] ?? { file: '', start: 0, end: 0 };
  loading.places.record(values, { ...whole, keys, offsets });
  checkValue(loading, `config.json#/definitions/${node.type}`, { root: values, name: 'config()' });
  return settingsOf(values, loading);
}

interface Captured {
  readonly parsed: ParsedTemplate;
  readonly node: TemplateNode;
  readonly at: Span;
  readonly loading: Loading;
}

function capturedSettings(configs: readonly Values[], { parsed, node, at, loading }: Captured): Settings {
  const spanOf = (key: string) => parsed.configs.find(({ spans }) => spans[key])?.spans[key] ?? at;
  const isLiteral = (key: string) => parsed.configs.some(({ values }) => Object.hasOwn(values, key));
  return configs.reduce<Settings>((below, values) => {
    const settings = readCall(values, spanOf, node, loading);
    const written = Object.keys(settings.values).flatMap((key) => {
      const { file, start, end } = settings.spans[key] ?? at;
      return isLiteral(key) ? [] : [[key, (loading.texts.get(file) ?? '').slice(start, end)] as const];
    });
    return mergeSettings(below, written.length > 0 ? { ...settings, written: Object.fromEntries(written) } : settings);
  }, NO_SETTINGS);
}

interface Found {
  readonly refs: Omit<RefCall, 'span'>[];
  readonly sources: Omit<SourceCall, 'span'>[];
  readonly configs: Values[];
}

/** Renders a template as dbt parses one, with `execute` false, and notes what it asks for. */
function capture(source: Source, node: TemplateNode, { loading, scope, library }: ReaderContext): Found {
  const found: Found = { refs: [], sources: [], configs: [] };
  const relation = (identifier: string) => ({ schema: 'unresolved', identifier });
  const { diagnostics } = renderTemplate(source, library, {
    ...loadingScope(loading, scope),
    model: { name: node.name, unique_id: node.uniqueId, resource_type: node.type },
    this: relation(node.name),
    resolveRef({ name, version, package: packageName }) {
      found.refs.push({
        name,
        ...(packageName !== undefined && { package: packageName }),
        ...(version !== undefined && { version: String(version) }),
      });
      return relation(name);
    },
    resolveSource({ source: sourceName, table }) {
      found.sources.push({ source: sourceName, table });
      return relation(table);
    },
    onConfig: (values) => void found.configs.push(values),
    watermark: () => 'NULL',
    highWatermark: () => 'NULL',
  });
  loading.problems.add(diagnostics);
  return found;
}
