import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Each sets `window.pwned` if a page lets it. */
export const ATTACKS = [
  `<script>window.pwned='script'</script>`,
  `<img src=x onerror="window.pwned='img'">`,
  `<svg onload="window.pwned='svg'"><a xlink:href="javascript:window.pwned='xlink'"><text y=20>x</text></a></svg>`,
  `[link](javascript:window.pwned='markdown')`,
  `[data](data:text/html,<script>window.pwned='data'</script>)`,
  `<iframe srcdoc="<script>parent.pwned='iframe'</script>"></iframe>`,
  `<a href="javascript:window.pwned='href'" id="app">x</a>`,
  `<form action="javascript:window.pwned='form'"><button>x</button></form>`,
  `<style>@import 'https://attacker.example/x.css';*{display:none!important}</style>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.pwned='math'&gt;">`,
  `</script><script>window.pwned='closing'</script>`,
  `{{ '{{' }} constructor.constructor('window.pwned=1')() }}`,
  `<base href="https://attacker.example/">`,
  `<meta http-equiv="refresh" content="0;url=https://attacker.example/">`,
  `<img src="https://attacker.example/beacon.png">`,
  '```html\n<script>window.pwned="code"</script>\n```',
  '\u2028\u2029</title><script>window.pwned="title"</script>',
  `__proto__ constructor toString`,
] as const;

const ALL = ATTACKS.join('\n\n');
/** As a YAML text: JSON is YAML. */
const text = (value: string) => JSON.stringify(value.replaceAll('{{', '{ {').replaceAll('{%', '{ %'));

/** A name that is markup, for what may have any name. */
export const MARKUP_NAME = `<img src=x onerror="window.pwned='name'">`;

/** Writes a project whose descriptions, column names, values, SQL, tags, owners, links, seeds and test arguments are attacks. */
export function writeHostileProject(folder: string): void {
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const column = `"${MARKUP_NAME.replaceAll('"', '""')}"`;
const sqlText = (value: string) => `'${value.replaceAll("'", "''")}'`;

const FILES: Readonly<Record<string, string>> = {
  'project.yml': `name: hostile
target: local
targets:
  local: { type: duckdb, path: target/hostile.duckdb }
`,
  'README.md': `# Hostile\n\n${ALL}\n`,
  'seeds/raw.csv': `id,note\n1,${csv(ATTACKS[0])}\n2,${csv(ATTACKS[1])}\n3,${csv('=HYPERLINK("https://attacker.example")')}\n`,
  'models/silver/attacked.sql': `-- ${ATTACKS[0]} ${ATTACKS[1]}
/* ${ATTACKS[10]} */
select id, note, ${sqlText(ATTACKS[1])} as ${column}, id as "__proto__", note as "constructor"
from {{ ref('raw') }}
`,
  'models/gold/reader.sql': `select id, ${column}, "__proto__" as proto from {{ ref('attacked') }}\n`,
  'analyses/answers.sql': `select id, note, ${column} from {{ ref('attacked') }}\n`,
  'analyses/analyses.yml': `analyses:
  - name: answers
    description: ${text(ALL)}
    config: { meta: { chart: { type: bar, x: note, y: id, title: ${text(ATTACKS[1])} } } }
`,
  'macros/hostile.sql': `{# ${ATTACKS[0]} #}{% macro hostile(value) %}'${ATTACKS[0]}'{% endmacro %}\n`,
  'models/hostile.yml': `models:
  - name: attacked
    description: ${text(ALL)}
    config:
      tags: [${text(ATTACKS[1])}, daily]
      meta: { owner: ${text(ATTACKS[1])}, ${text(MARKUP_NAME)}: ${text(ATTACKS[0])} }
    columns:
      - name: ${text(MARKUP_NAME)}
        description: ${text(ALL)}
      - name: id
        description: ${text(`first\n\n${ALL}`)}
        data_tests:
          - not_null: { name: not_null_attacked, description: ${text(ALL)} }
          - accepted_values:
              arguments: { values: [1, 2, 3, ${text(ATTACKS[0])}], quote: false }
              config: { severity: warn, enabled: false }
      - name: note
        data_tests:
          - accepted_values:
              arguments: { values: [${text(ATTACKS[0])}, ${text(ATTACKS[1])}] }
              config: { severity: warn }
  - name: reader
    description: ${text(ALL)}

seeds:
  - name: raw
    description: ${text(ALL)}

macros:
  - name: hostile
    description: ${text(ALL)}
    arguments: [{ name: value, type: ${text(ATTACKS[1])}, description: ${text(ALL)} }]

sources:
  - name: landing
    description: ${text(ALL)}
    schema: silver
    tables:
      - name: attacked
        description: ${text(ALL)}
        columns: [{ name: ${text(MARKUP_NAME)}, description: ${text(ALL)} }]

exposures:
  - name: dashboard
    type: dashboard
    label: ${text(ATTACKS[1])}
    url: "javascript:window.pwned='exposure'"
    owner: { name: ${text(ATTACKS[1])}, email: ${text(ATTACKS[1])} }
    description: ${text(ALL)}
    depends_on: [ref('reader')]
`,
};

function csv(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
