import { planTypeOf } from '../duckdb/plan-type-of.ts';
import { SITE_FORMS, type SiteForm } from '../duckdb/site-forms.ts';
import type { TrinoType } from '../types.ts';
import type { Emitter } from './emitter.ts';
import { TYPED_FORMS } from './typed-forms.ts';

/** A macro in the form for its arguments' types; undefined where it has none, or the types are not known. */
export function typedForm(
  name: string,
  types: readonly (TrinoType | undefined)[],
  texts: readonly string[],
  emitter: Emitter,
): string | undefined {
  const form = formOf(name, types, texts);
  if (!form) return undefined;
  if (form.parts.some((part) => typeof part === 'number' && texts[part] === undefined)) return undefined;
  return form.parts.map((part) => (typeof part === 'number' ? texts[part] : macrosFor(part, emitter))).join('');
}

function formOf(
  name: string,
  types: readonly (TrinoType | undefined)[],
  texts: readonly string[],
): SiteForm | undefined {
  if (Object.hasOwn(TYPED_FORMS, name)) {
    const known = types.every((type) => type !== undefined) ? (types as readonly TrinoType[]) : undefined;
    const parts = known && TYPED_FORMS[name]?.(known);
    if (parts) return { parts };
  }
  if (!Object.hasOwn(SITE_FORMS, name)) return undefined;
  return SITE_FORMS[name]?.(types.map((type) => type && planTypeOf(type)), texts); // prettier-ignore
}

function macrosFor(part: string, emitter: Emitter): string {
  return emitter.inTry ? part.replace(/\bt_\w+(?=\()/g, (macro) => emitter.macroName(macro)) : part;
}
