/**
 * The rooms of the code, in the order in which data flows through them, with the rooms that each may import.
 * `type:x` allows types alone. `architecture.test.ts` keeps it; `README.md` says what each room is for.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  sql: ['diagnostics', 'type:engines', 'type:bind'],
  bind: ['diagnostics', 'sql'],
  lineage: ['diagnostics', 'sql', 'bind'],
  jinja: ['diagnostics'],
  engines: ['diagnostics', 'sql'],
  cost: ['sql', 'engines'],
  project: ['diagnostics', 'sql', 'jinja', 'engines'],
  graph: ['diagnostics', 'type:project', 'type:artifacts'],
  quality: ['diagnostics', 'sql', 'type:project', 'type:engines'],
  access: ['engines', 'quality', 'type:project'],
  rules: ['diagnostics', 'sql', 'bind', 'type:project', 'type:engines'],
  compile: ['diagnostics', 'sql', 'bind', 'lineage', 'rules', 'jinja', 'graph', 'engines', 'type:project'],
  changes: ['diagnostics', 'sql', 'jinja', 'graph', 'type:project'],
  plan: ['diagnostics', 'sql', 'graph', 'quality', 'rules', 'compile', 'type:project', 'type:engines'],
  render: ['diagnostics', 'sql', 'type:plan', 'type:engines'],
  state: ['diagnostics', 'type:project', 'type:engines'],
  run: ['diagnostics', 'sql', 'engines', 'cost', 'plan', 'quality', 'render', 'type:state'],
  artifacts: [
    'diagnostics',
    'state',
    'changes',
    'type:lineage',
    'type:project',
    'type:graph',
    'type:engines',
    'type:run',
  ],
  workflow: [
    'diagnostics',
    'sql',
    'lineage',
    'jinja',
    'engines',
    'cost',
    'project',
    'graph',
    'quality',
    'access',
    'rules',
    'compile',
    'changes',
    'plan',
    'render',
    'state',
    'run',
    'artifacts',
    'lakemodel.ts',
  ],
  cli: ['diagnostics', 'cost', 'type:run', 'lakemodel.ts'],
};

/** Rooms whose functions take everything as arguments: no node:*, no clock, no environment. */
export const PURE_ROOMS: readonly string[] = [
  'diagnostics',
  'sql',
  'bind',
  'lineage',
  'jinja',
  'cost',
  'graph',
  'quality',
  'access',
  'rules',
  'compile',
  'changes',
  'plan',
  'render',
];

/** Packages that certain rooms or files alone may import. */
export const PACKAGE_OWNERS: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['engines/duckdb/'],
  nunjucks: ['jinja/'],
  // The command line's --vars are YAML, too.
  yaml: ['project/', 'cli/read-vars.ts'],
  ajv: ['project/'],
  // A source's CSV files are checked before DuckDB reads them.
  'csv-parse': ['project/', 'engines/duckdb/external/'],
  graphlib: ['graph/'],
  commander: ['cli/'],
  '@aws-sdk/client-athena': ['engines/athena/', 'engines/aws/'],
  '@aws-sdk/client-glue': ['engines/aws/'],
  '@aws-sdk/client-s3': ['engines/aws/', 'state/'],
  '@aws-sdk/client-sts': ['engines/aws/'],
  '@aws-sdk/credential-providers': ['engines/aws/'],
};
