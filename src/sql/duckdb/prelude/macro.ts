/**
 * A macro of ours. Where its body holds `raise('why', x)`, Trino fails as well: the macro has two more forms, `…_try`, whose error TRY can
 * catch, and, for casts, `…_null`, which gives NULL instead. `refuse('why', x)` is what Trino can do and we cannot: no TRY takes it for a NULL.
 * `x` is any argument of the macro.
 */
export interface Macro {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: string;
}

/** Macros from lines `t_name(a, b) := body`, in which a body may go on in indented lines. */
export function macros(text: string): readonly Macro[] {
  return text
    .trim()
    .split(/\n(?=t_)/)
    .map((definition) => {
      const [, name = '', parameters = '', body = ''] = /^(\w+)\(([^)]*)\) :=\s+([\s\S]*)$/.exec(definition) ?? [];
      return {
        name,
        parameters: parameters.split(/,\s*/).filter(Boolean),
        body: body.replace(/\s*\n\s*/g, ' ').trim(),
      };
    });
}

/** The three forms of what a macro does when it cannot answer. */
type Form = '' | '_try' | '_null';

/** CREATE MACRO for one form. Casts in the body are written `cast!(x AS T)`, so that the NULL form can be one that never fails. */
export function createMacro(macro: Macro, form: Form, raising: ReadonlySet<string>): string {
  let body = macro.body.replace(/raise\('([^']*)', (\w+)\)/g, (_, why: string, argument: string) =>
    raise(form, why, argument),
  );
  body = body.replace(/refuse\('([^']*)', (\w+)\)/g, (_, why: string, argument: string) => refuse(form, why, argument));
  body = body.replaceAll('cast!(', form === '_null' ? 'TRY_CAST(' : 'CAST(');
  if (form !== '') body = body.replace(/\bt_\w+(?=\()/g, (name) => (raising.has(name) ? name + form : name));
  return `CREATE OR REPLACE TEMP MACRO ${macro.name}${form}(${macro.parameters.join(', ')}) AS ${body}`;
}

// TRY refuses error(), which it takes for volatile; a cast that fails does as well. Its text must not be a constant, which is cast at once.
function raise(form: Form, why: string, argument: string): string {
  switch (form) {
    case '':
      return `error('${why}')`;
    case '_try':
      return `CASE WHEN CAST('${why}' || left(coalesce(CAST(${argument} AS VARCHAR), ''), 0) AS INTEGER) IS NULL THEN NULL END`;
    case '_null':
      return 'NULL';
  }
}

// TRY passes on what is not implemented, as a time zone of this name is not.
function refuse(form: Form, why: string, argument: string): string {
  if (form === '') return `error('${why}')`;
  return `CASE WHEN timezone('${why}' || left(coalesce(CAST(${argument} AS VARCHAR), ''), 0), TIMESTAMP '2000-01-01 00:00:00') IS NULL THEN NULL END`;
}
