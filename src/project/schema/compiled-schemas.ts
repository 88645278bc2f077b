import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Standalone from 'ajv/dist/standalone/index.js';
import { createSchemaCompiler, OUTLINE, type ValidateFunction } from './schema-compiler.ts';
import { definitionsOf, readSchema, readSchemaText, SCHEMA_FILES } from './schema-files.ts';

// Beside the compiled program; the same folder for sources that run uncompiled, as in tests.
const FOLDER = new URL('../../../dist/project/schema/', import.meta.url);

/** Checks by the name of their schema. */
export type CompiledSchemas = Readonly<Record<string, ValidateFunction>>;

/** The checks of exactly these schemas as they were written when lakemodel was compiled; undefined where they were not. */
export async function loadCompiledSchemas(): Promise<CompiledSchemas | undefined> {
  const file = new URL(fileName(), FOLDER);
  if (!existsSync(file)) return undefined;
  return ((await import(file.href)) as { schemas: CompiledSchemas }).schemas;
}

/** Writes them into a folder. Compiling the schemas of an ordinary project takes a tenth of a second, loading this file a hundredth. */
export function writeCompiledSchemas(folder: URL): void {
  const require = createRequire(import.meta.url);
  const { default: standaloneCode } = require('ajv/dist/standalone') as { default: typeof Standalone.default };
  const names = compiledNames();
  const exported = names.map((name, index) => [`shipped${index}`, name] as const);
  const code = standaloneCode(createSchemaCompiler({ forSource: true }), Object.fromEntries(exported));
  const table = exported.map(([variable, name]) => `  ${JSON.stringify(name)}: ${variable},`);
  // What ajv writes as an ES module asks for its own runtime by `require` all the same.
  const head = `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n`;
  const tail = `\nexport const schemas = {\n${table.join('\n')}\n};\n`;
  writeFileSync(new URL(fileName(), folder), head + code + tail);
}

function compiledNames(): string[] {
  const parts = (['config', 'properties'] as const).flatMap((file) =>
    Object.entries(definitionsOf(readSchema(file))).flatMap(([name, { type }]) =>
      type === 'object' ? [`${file}.json#/definitions/${name}`] : [],
    ),
  );
  return ['project.json', 'selectors.json', 'data-test.json', OUTLINE, ...parts];
}

function fileName(): string {
  const hash = createHash('sha256');
  for (const name of SCHEMA_FILES) hash.update(readSchemaText(name));
  return `schemas-${hash.digest('hex').slice(0, 16)}.js`;
}
