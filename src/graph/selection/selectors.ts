import { diagnose, DiagnosticError, didYouMean } from '../../diagnostics/index.ts';
import type { JsonValue, Project } from '../../project/project.ts';
import { isGlob, nameMatcher } from './glob.ts';
import { parseDefinition } from './parse-definition.ts';
import type { Spec } from './spec.ts';

/** The parsed definition of a YAML selector. Throws a DiagnosticError `selector-unknown` or `selection-invalid`. */
export function selectorNamed(project: Project, name: string): Spec {
  const entry = project.selectors[name];
  if (entry === undefined || !Object.hasOwn(project.selectors, name)) throw unknown(project, name);
  return parseDefinition(field(entry, 'definition') ?? null, name);
}

/** Names of the selectors that a value of `selector:` means, which may be a pattern. */
export function selectorNames(project: Project, pattern: string): string[] {
  if (!isGlob(pattern)) return [pattern];
  const names = Object.keys(project.selectors).filter(nameMatcher(pattern)).sort();
  if (names.length === 0) throw unknown(project, pattern);
  return names;
}

/** The selector that commands without a selection use: the one with `default: true`. */
export function defaultSelector(project: Project): string | undefined {
  const names = Object.keys(project.selectors).filter((name) => field(project.selectors[name], 'default') === true);
  if (names.length > 1) throw new DiagnosticError([diagnose('selector-defaults', { names })]);
  return names[0];
}

function field(entry: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return undefined;
  return (entry as { readonly [key: string]: JsonValue })[key];
}

function unknown(project: Project, name: string): DiagnosticError {
  const names = Object.keys(project.selectors);
  const hint = didYouMean(name, names);
  return new DiagnosticError([diagnose('selector-unknown', { name, names }, { hint })]);
}
