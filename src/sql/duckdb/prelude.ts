import { CAST_MACROS } from './prelude/casts.ts';
import { COLLECTION_MACROS } from './prelude/collections.ts';
import { createMacro, type Macro } from './prelude/macro.ts';
import { MOMENT_MACROS } from './prelude/moments.ts';
import { NUMBER_MACROS } from './prelude/numbers.ts';
import { TEXT_MACROS } from './prelude/texts.ts';

const MACROS: readonly Macro[] = inOrder([
  ...NUMBER_MACROS,
  ...CAST_MACROS,
  ...TEXT_MACROS,
  ...COLLECTION_MACROS,
  ...MOMENT_MACROS,
]);

/** Macros that raise, by themselves or through another one: each has a form `…_try` for use inside TRY. */
export const RAISING_MACROS: ReadonlySet<string> = raisingAmong(MACROS);

const CASTS: ReadonlySet<string> = new Set(CAST_MACROS.map(({ name }) => name));

/**
 * What a connection needs before it runs translated text: a variable with a NULL of every decimal type, and our macros. Everything belongs to the connection
 * (variable and TEMP macros): a user's database file has nothing of it. Run after `duckDbSettings()` and after the functions of `udfs.ts`.
 */
export function duckDbPrelude(): readonly string[] {
  return [
    decimalsVariable(),
    ...MACROS.flatMap((macro) => {
      const raising = RAISING_MACROS.has(macro.name) || macro.body.includes('cast!(');
      const forms = ['', ...(RAISING_MACROS.has(macro.name) ? ['_try'] : []), ...(raising && CASTS.has(macro.name) ? ['_null'] : [])];
      return forms.map((form) => createMacro(macro, form as '', RAISING_MACROS));
    }),
  ];
}

/** Settings of a connection that the translated text relies on. */
export function duckDbSettings(): readonly string[] {
  return ["SET TimeZone = 'UTC'", 'SET integer_division = true', "SET default_null_order = 'nulls_last'"];
}

// Types cannot be computed in DuckDB, but they can be looked up.
function decimalsVariable(): string {
  const fields: string[] = [];
  for (let precision = 1; precision <= 38; precision++) {
    for (let scale = 0; scale <= precision; scale++) {
      fields.push(`'d${precision}_${scale}': CAST(NULL AS DECIMAL(${precision},${scale}))`);
    }
  }
  return `SET VARIABLE t_decimals = {${fields.join(', ')}}`;
}

function raisingAmong(all: readonly Macro[]): ReadonlySet<string> {
  const raising = new Set(all.filter(({ body }) => body.includes('raise(')).map(({ name }) => name));
  for (let size = -1; size !== raising.size; ) {
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
