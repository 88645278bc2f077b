#!/usr/bin/env node
// Plain JavaScript on purpose: this file must run, and say what to do, before anything is compiled.
import { existsSync } from 'node:fs';

// The same program in a few files, which start faster, or module by module.
const main = ['../dist/bin/main.js', '../dist/cli/main.js']
  .map((path) => new URL(path, import.meta.url))
  .find((file) => existsSync(file));
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`lakemodel needs Node.js 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if (main === undefined) {
  process.stderr.write(
    'lakemodel is not compiled yet: dist/ is missing.\nRun "npm ci" (or "npm run build" where the dependencies are installed) in the folder that holds its package.json.\n',
  );
  process.exitCode = 2;
} else {
  await import(main.href);
}
