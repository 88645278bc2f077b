import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const SRC = resolve(import.meta.dirname, '../..');

/** Compiles the rooms that state needs into a folder, so that plain Node processes can run them; answers the compiled index. */
export function compileState(folder: string): string {
  for (const room of ['diagnostics', 'state']) {
    for (const file of readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const { outputText } = ts.transpileModule(readFileSync(join(SRC, room, file), 'utf8'), {
        compilerOptions: {
          module: ts.ModuleKind.ESNext,
          target: ts.ScriptTarget.ES2022,
          verbatimModuleSyntax: true,
          rewriteRelativeImportExtensions: true,
        },
      });
      const path = join(folder, room, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, outputText);
    }
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  symlinkSync(join(SRC, '..', 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'state', 'index.js');
}

/** Runs a script, the body of an async function with everything that state exports in scope as `state`, in a process of its own. */
export function runScript(index: string, script: string): ChildProcess {
  const path = join(dirname(index), '..', `script-${Math.random().toString(36).slice(2)}.js`);
  writeFileSync(path, `import * as state from ${JSON.stringify(index)};\n${script}\n`);
  return fork(path, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

export function exited(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.once('exit', done));
}

/** The next message that a child sends. */
export function message(child: ChildProcess): Promise<unknown> {
  return new Promise((received) => child.once('message', received));
}
