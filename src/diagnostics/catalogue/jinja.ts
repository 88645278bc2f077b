import { defineCodes } from './define.ts';

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const alternatives = (names: readonly string[]) => names.map((name) => `"${name}"`).join(' or ');

const CLOSERS = { tag: '"}}" or "%}"', comment: '"#}"', string: 'the same quote' };

/** What the jinja room can say. */
export const jinjaCodes = defineCodes({
  'template-syntax': {
    severity: 'error',
    message: (p: { found: string; expected: string | undefined }) =>
      p.expected === undefined
        ? `${capital(p.found)} is not understood here.`
        : `Expected ${p.expected}, found ${p.found}.`,
    explain: `The text between \`{{ }}\` or \`{% %}\` is not Jinja.

Bad: \`{{ ref('orders' }}\`
Good: \`{{ ref('orders') }}\``,
  },
  'template-unclosed': {
    severity: 'error',
    message: (p: { what: 'tag' | 'comment' | 'string' }) => `A ${p.what} begins here and never ends.`,
    hint: (p: { what: 'tag' | 'comment' | 'string' }) => `Close it with ${CLOSERS[p.what]}.`,
    explain: `A \`{{\`, \`{%\`, \`{#\` or a quote has no partner before the file's end.

Bad: \`{# a remark\`
Good: \`{# a remark #}\``,
  },
  'template-block-unclosed': {
    severity: 'error',
    message: (p: { tag: string; awaited: readonly string[] }) =>
      `The block "${p.tag}" begins here and is never closed.`,
    hint: (p: { tag: string; awaited: readonly string[] }) =>
      `Add {% ${p.awaited.find((name) => name.startsWith('end')) ?? `end${p.tag}`} %}.`,
    explain: `Every block needs its end: \`{% if %}\` … \`{% endif %}\`.

Bad: \`{% if x %} a\`
Good: \`{% if x %} a {% endif %}\``,
  },
  'template-end-unexpected': {
    severity: 'error',
    message: (p: { tag: string; awaited: readonly string[] }) =>
      p.awaited.length === 0
        ? `"${p.tag}" closes nothing: no block is open here.`
        : `"${p.tag}" does not belong to the block that is open here, which waits for ${alternatives(p.awaited)}.`,
    explain: `Blocks close in the reverse order of their opening.

Bad: \`{% for x in xs %}{% if x %}{% endfor %}{% endif %}\`
Good: \`{% for x in xs %}{% if x %}{% endif %}{% endfor %}\``,
  },
  'template-tag-unknown': {
    severity: 'error',
    message: (p: { tag: string }) => `There is no tag "${p.tag}".`,
    explain: `Known tags: if, for, set, macro, call, filter, raw, do, with; in files of macros and tests also test, data_test, snapshot, docs.

Bad: \`{% iff x %}\`
Good: \`{% if x %}\``,
  },
  'template-tag-refused': {
    severity: 'error',
    message: (p: { tag: string; why: string }) => `The tag "${p.tag}" cannot be used: ${p.why}.`,
    explain: `Templates see macros, never files.

Bad: \`{% include 'columns.sql' %}\`
Good: \`{{ columns() }}\`, with \`{% macro columns() %}…{% endmacro %}\` in \`macros/\``,
  },
  'template-number-range': {
    severity: 'error',
    message: (p: { number: string }) => `The number ${p.number} is too large to be kept exactly in a template.`,
    hint: () => 'Write it as a string, or outside the tag.',
    explain: `Templates count exactly up to 2^53 - 1 (9007199254740991). Beyond that digits would change silently.

Bad: \`{{ 9007199254740993 }}\`
Good: \`{{ '9007199254740993' }}\``,
  },
  'template-name-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" is not defined.`,
    explain: `No variable, macro or built-in has this name here. A name set inside a loop or a macro ends with it.

Bad: \`{{ reff('orders') }}\`
Good: \`{{ ref('orders') }}\`, or \`{{ x | default('') }}\` where it may be missing`,
  },
  'template-member-unknown': {
    severity: 'error',
    message: (p: { owner: string; member: string }) => `${capital(p.owner)} has no "${p.member}".`,
    explain: `The value has no such key, attribute or method. Templates reach the listed members of a value and nothing else.

Bad: \`{{ target.shcema }}\`
Good: \`{{ target.schema }}\`, or \`{{ d.get('key', 'default') }}\``,
  },
  'template-filter-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `There is no filter "${p.name}".`,
    explain: `The filters are Jinja2's and dbt's.

Bad: \`{{ names | joined(',') }}\`
Good: \`{{ names | join(',') }}\``,
  },
  'template-test-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `There is no test "${p.name}" to follow "is".`,
    explain: `The tests are Jinja2's: defined, none, string, number, mapping, iterable, …

Bad: \`{% if x is null %}\`
Good: \`{% if x is none %}\``,
  },
  'template-call-invalid': {
    severity: 'error',
    message: (p: { callee: string; reason: string }) => `The call of "${p.callee}" is wrong: ${p.reason}.`,
    explain: `A function, macro, filter or method was given arguments that it cannot take.

Bad: \`{{ source('raw') }}\`
Good: \`{{ source('raw', 'orders') }}\``,
  },
  'template-call-impossible': {
    severity: 'error',
    message: (p: { what: string }) => `${capital(p.what)} cannot be called.`,
    explain: `Only macros, functions and methods can be called.

Bad: \`{{ target.name() }}\`
Good: \`{{ target.name }}\``,
  },
  'template-type': {
    severity: 'error',
    message: (p: { reason: string }) => `${capital(p.reason)}.`,
    explain: `An operator or a tag met a value of a kind that it cannot work with. As in Python, text and numbers do not mix by \`+\`.

Bad: \`{{ 'day_' + 1 }}\`
Good: \`{{ 'day_' ~ 1 }}\``,
  },
  'template-limit': {
    severity: 'error',
    message: (p: { limit: string }) => `The template was stopped: ${p.limit}.`,
    explain: `A template may call itself at most 200 deep, take ten million steps, hold a range of 100,000 numbers and make 32 million characters.
These bounds stop a macro without an end; no useful template comes near them.

Bad: \`{% macro a() %}{{ a() }}{% endmacro %}\``,
  },
  'template-raised': {
    severity: 'error',
    message: (p: { message: string }) => p.message,
    explain: `The template itself stopped, by \`exceptions.raise_compiler_error('…')\`. The text is the author's.`,
  },
  'template-warned': {
    severity: 'warning',
    message: (p: { message: string }) => p.message,
    explain: `The template itself warned, by \`exceptions.warn('…')\`. The text is the author's.`,
  },
  'template-needs-connection': {
    severity: 'error',
    message: (p: { name: string }) =>
      `"${p.name}" asks the warehouse while the template is rendered, which lakemodel does not do.`,
    hint: () => 'Give the values by var() or config(), or write the condition in SQL.',
    explain: `A plan can be read before anything is sent, so templates are rendered without a connection.

Bad: \`{% set days = run_query('select distinct day from t') %}\`
Good: \`{% for day in var('days') %}\``,
  },
  'template-module-refused': {
    severity: 'error',
    message: (p: { name: string }) => `"modules.${p.name}" is not available in templates.`,
    hint: () => 'Of dbt\'s modules there is "datetime"; text has the methods replace, split, startswith and the like.',
    explain: `Python's modules are not there. \`modules.datetime\` is, with datetime, date and timedelta; \`now()\` is the run's start.

Bad: \`{{ modules.re.sub('x', 'y', name) }}\`
Good: \`{{ name | replace('x', 'y') }}\``,
  },
  'template-return-outside': {
    severity: 'error',
    message: () => `"return" is used outside of a macro.`,
    explain: `\`return(value)\` ends a macro and gives its value to the caller. A model's own text has no caller.`,
  },
  'template-assignment': {
    severity: 'error',
    message: (p: { reason: string }) => `The value cannot be assigned: ${p.reason}.`,
    explain: `Names can be assigned, and members of a \`namespace()\`.

Bad: \`{% set d.x = 1 %}\` with a dict \`d\`
Good: \`{% do d.update({'x': 1}) %}\``,
  },
  'var-missing': {
    severity: 'error',
    message: (p: { name: string; existing: readonly string[] }) =>
      `The variable "${p.name}" has no value${p.existing.length > 0 ? `; there are: ${quoted(p.existing.slice(0, 12))}` : ''}.`,
    hint: (p: { name: string; existing: readonly string[] }) =>
      `Set it under vars: in project.yml, by --vars '{"${p.name}": …}', or give a default: var('${p.name}', 'default').`,
    explain: `\`var('x')\` reads \`vars:\` of project.yml and \`--vars\`. Without either it needs a default.

Bad: \`{{ var('start') }}\`
Good: \`{{ var('start', '2024-01-01') }}\``,
  },
  'env-var-missing': {
    severity: 'error',
    message: (p: { name: string }) => `The environment variable "${p.name}" is not set.`,
    hint: (p: { name: string }) => `Set it, or give a default: env_var('${p.name}', 'default').`,
    explain: `\`env_var('X')\` reads the environment of the process.

Bad: \`{{ env_var('BUCKET') }}\`
Good: \`{{ env_var('BUCKET', 'dev-bucket') }}\``,
  },
  'config-missing': {
    severity: 'error',
    message: (p: { key: string }) => `The configuration "${p.key}" is required here and has no value.`,
    hint: (p: { key: string }) => `Set it: {{ config(${p.key}=…) }}, or +${p.key} in project.yml.`,
    explain: `A macro asked by \`config.require('x')\` for a configuration that the model does not have.`,
  },
  'macro-duplicate': {
    severity: 'error',
    message: (p: { name: string }) => `The macro "${p.name}" is defined twice.`,
    hint: () => 'Rename or remove one of the two.',
    explain: `A project may define a macro's name once; which of two would be called is nobody's guess. Overriding a built-in macro is fine.`,
  },
  'macro-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `The macro "${p.name}" does not exist.`,
    explain: `No file under \`macros/\` and nothing built in defines it.

Bad: \`{{ dbt_utils.generate_surogate_key(['id']) }}\`
Good: \`{{ dbt_utils.generate_surrogate_key(['id']) }}\``,
  },
  'dispatch-not-found': {
    severity: 'error',
    message: (p: { name: string; tried: readonly string[] }) =>
      `adapter.dispatch finds no implementation of "${p.name}"; it looked for: ${quoted(p.tried)}.`,
    explain: `\`adapter.dispatch('x')\` calls \`athena__x\`, \`trino__x\` or \`default__x\`, the first one that exists.`,
  },
  'block-head-invalid': {
    severity: 'error',
    message: (p: { kind: string }) => `The block "${p.kind}" needs a name.`,
    explain: `A macro, test, snapshot or docs block is named in its head.

Bad: \`{% macro %}\`
Good: \`{% macro cents(column) %}\``,
  },
});

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
