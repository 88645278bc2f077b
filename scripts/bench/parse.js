// Loads a project and builds its graph, nothing more: the part that every command begins with.
import { openProject } from '../../dist/workflow/open-project.js';

const [projectDir = '.'] = process.argv.slice(2);
const invocation = {
  projectDir,
  vars: {},
  select: [],
  exclude: [],
  resourceTypes: [],
  indirectSelection: /** @type {const} */ ('eager'),
  fullRefresh: false,
  failFast: false,
  storeFailures: false,
  dryRun: false,
};
const host = {
  now: () => new Date(),
  env: (/** @type {string} */ name) => process.env[name],
  newId: () => 'bench',
  signal: new AbortController().signal,
  onEvent: () => undefined,
};
const { value, diagnostics } = await openProject(invocation, host);
for (const { severity, message } of diagnostics) process.stderr.write(`${severity}: ${message}\n`);
if (value) process.stdout.write(`${Object.keys(value.project.nodes).length} nodes\n`);
else process.exitCode = 2;
