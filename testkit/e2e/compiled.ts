import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import ts from 'typescript';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The command line, compiled from the sources as they are now into a folder of its own, so that plain Node processes can run it. */
export function compileCommandLine(): { readonly main: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-compiled-'));
  for (const name of ['package.json', 'schemas']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (/(?:^|\/)(?:fixtures|golden|testkit)\/|\.test\.ts$/.test(file) || extname(file) === '') continue;
    write(join(folder, 'dist', file), join(ROOT, 'src', file));
  }
  return { main: join(folder, 'dist/cli/main.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function write(to: string, from: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (!from.endsWith('.ts')) return cpSync(from, to);
  const { outputText } = ts.transpileModule(readFileSync(from, 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  writeFileSync(to.replace(/\.ts$/, '.js'), outputText);
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves when the process has written something that matches, to either stream; rejects when it ends before. */
  readonly says: (pattern: RegExp) => Promise<void>;
}

/** Starts the command line as a user does, in a project's folder. It does not outlive its test. */
export function start(main: string, dir: string, ...args: readonly string[]): Running {
  const child = spawn(process.execPath, [main, ...args, '--project-dir', dir], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((done) =>
    child.once('close', (status, signal) => done({ status, signal, stdout, stderr })),
  );
  const says = (pattern: RegExp) =>
    new Promise<void>((found, never) => {
      const look = () => pattern.test(stdout + stderr) && found();
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      void ended.then(() => never(new Error(`It ended without saying ${String(pattern)}:\n${stdout}${stderr}`)));
      look();
    });
  return { child, ended, says };
}
