import hljs from 'highlight.js/lib/core';
import json from 'highlight.js/lib/languages/json';
import sql from 'highlight.js/lib/languages/sql';
import yaml from 'highlight.js/lib/languages/yaml';
import type { HLJSApi, Language, Mode } from 'highlight.js';
import type { SafeHtml } from './safe-html.ts';
import { escapeHtml } from './safe-html.ts';

/** Longer texts are shown without colours: they would take longer than a reader waits. */
const LONGEST = 200_000;

/** Colours code by its language; of a language that is not known, and of very long text, it only escapes. highlight.js escapes what it is given. */
export type Highlight = (text: string, language: string) => SafeHtml;

/** A highlighter that knows SQL with templates, YAML and JSON. */
export function createHighlight(): Highlight {
  const own = hljs.newInstance();
  own.registerLanguage('sql', sqlTemplate);
  own.registerLanguage('yaml', yaml);
  own.registerLanguage('json', json);
  return (text, language) => {
    if (text.length > LONGEST || !own.getLanguage(language)) return { safeHtml: escapeHtml(text) };
    return { safeHtml: own.highlight(text, { language, ignoreIllegals: true }).value };
  };
}

/** SQL in which `{{ … }}`, `{% … %}` and `{# … #}` stand. */
function sqlTemplate(api: HLJSApi): Language {
  const base = sql(api);
  const strings: Mode = { scope: 'string', variants: [api.APOS_STRING_MODE, api.QUOTE_STRING_MODE] };
  const inside: Mode[] = [strings, api.C_NUMBER_MODE];
  return {
    ...base,
    name: 'SQL',
    contains: [
      { scope: 'comment', begin: /\{#/, end: /#\}/ },
      { scope: 'template-tag', begin: /\{%/, end: /%\}/, contains: inside },
      { scope: 'template-variable', begin: /\{\{/, end: /\}\}/, contains: inside },
      ...base.contains,
    ],
  };
}
