import { ARITHMETIC_MACROS } from './prelude/arithmetic.ts';
import { CAST_MACROS } from './prelude/casts.ts';
import { COLLECTION_MACROS } from './prelude/collections.ts';
import { JSON_MACROS } from './prelude/json.ts';
import { createMacro, type Macro } from './prelude/macro.ts';
import { MOMENT_MACROS } from './prelude/moments.ts';
import { NUMBER_MACROS } from './prelude/numbers.ts';
import { TEXT_MACROS } from './prelude/texts.ts';

const MACROS: readonly Macro[] = inOrder([
  ...NUMBER_MACROS,
  ...ARITHMETIC_MACROS,
  ...CAST_MACROS,
  ...TEXT_MACROS,
  ...COLLECTION_MACROS,
  ...MOMENT_MACROS,
  ...JSON_MACROS,
]);

/** Macros that raise, by themselves or through another one: each has a form `…_try` for use inside TRY. */
export const RAISING_MACROS: ReadonlySet<string> = raisingAmong(MACROS);

const CASTS: ReadonlySet<string> = new Set(CAST_MACROS.map(({ name }) => name));

/**
 * What a connection needs before it runs translated text: two variables with a NULL of every decimal type, and our macros. Everything belongs to the connection
 * (variable and TEMP macros): a user's database file has nothing of it. Run after `duckDbSettings()` and after the functions of `udfs.ts`.
 */
export function duckDbPrelude(): readonly string[] {
  return [
    ...decimalVariables(),
    ...MACROS.flatMap((macro) => {
      const raising = RAISING_MACROS.has(macro.name) || macro.body.includes('cast!(');
      const forms = [
        '',
        ...(RAISING_MACROS.has(macro.name) ? ['_try'] : []),
        ...(raising && CASTS.has(macro.name) ? ['_null'] : []),
      ];
      return forms.map((form) => createMacro(macro, form as '', RAISING_MACROS));
    }),
  ];
}

/** Settings of a connection that the translated text relies on. */
export function duckDbSettings(): readonly string[] {
  // What is written twice is computed once, even where one of them stands in TRY and the other does not: its errors then escape.
  return [
    "SET disabled_optimizers = 'common_subexpressions'",
    "SET TimeZone = 'UTC'",
    'SET integer_division = true',
    "SET default_null_order = 'nulls_last'",
  ];
}

// Types cannot be computed in DuckDB, but they can be looked up: DECIMAL(p,0) and DECIMAL(s,s), of which a decimal type is the common one.
function decimalVariables(): readonly string[] {
  const wholes = Array.from({ length: 38 }, (_, index) => `CAST(NULL AS DECIMAL(${index + 1},0))`);
  const parts = Array.from({ length: 39 }, (_, index) => `CAST(NULL AS DECIMAL(${index || 1},${index}))`);
  return [`SET VARIABLE t_wholes = row(${wholes.join(', ')})`, `SET VARIABLE t_parts = row(${parts.join(', ')})`];
}

/**
 * How often a macro's parameters end up in its expanded body, by the macro's name. Arguments are copied each time: one that is itself made of
 * macros is better given a name.
 */
export const PARAMETER_USES: ReadonlyMap<string, readonly number[]> = parameterUses(MACROS);

function parameterUses(ordered: readonly Macro[]): ReadonlyMap<string, readonly number[]> {
  const uses = new Map<string, readonly number[]>();
  for (const { name, parameters, body } of ordered) {
    uses.set(name, parameters.map((parameter) => usesOf(parameter, body, uses))); // prettier-ignore
  }
  return uses;
}

// Near enough: an argument of another macro counts as often as that macro uses any of its own.
function usesOf(parameter: string, body: string, uses: ReadonlyMap<string, readonly number[]>): number {
  return [...body.matchAll(new RegExp(`(?<![\\w'])${parameter}(?![\\w(])`, 'g'))].reduce((sum, { index }) => {
    const around = [...body.slice(0, index).matchAll(/\b(t_\w+)\((?=[^()]*$)/g)].at(-1)?.[1];
    return sum + Math.max(1, ...((around === undefined ? undefined : uses.get(around)) ?? []));
  }, 0);
}

function raisingAmong(all: readonly Macro[]): ReadonlySet<string> {
  const raising = new Set(all.filter(({ body }) => /\b(raise|refuse)\(/.test(body)).map(({ name }) => name));
  for (let size = -1; size !== raising.size;) {
    size = raising.size;
    for (const macro of all) if (calls(macro).some((name) => raising.has(name))) raising.add(macro.name);
  }
  return raising;
}

function calls({ body }: Macro): readonly string[] {
  return body.match(/\bt_\w+(?=\()/g) ?? [];
}

// DuckDB checks a macro's body when it is made: what it uses comes first.
function inOrder(all: readonly Macro[]): readonly Macro[] {
  const byName = new Map(all.map((macro) => [macro.name, macro]));
  const ordered = new Set<Macro>();
  const visit = (macro: Macro, depth: number): void => {
    if (ordered.has(macro) || depth > all.length) return;
    for (const name of calls(macro)) {
      const used = byName.get(name);
      if (used && used !== macro) visit(used, depth + 1);
    }
    ordered.add(macro);
  };
  for (const macro of all) visit(macro, 0);
  return [...ordered];
}
