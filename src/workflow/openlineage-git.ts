import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Repository } from '../openlineage/index.ts';

/**
 * Where git keeps a project's files, read from its own files without starting it. Undefined where there is no repository, no commit, or no remote that has
 * pages.
 */
export function findRepository(projectDir: string): Repository | undefined {
  try {
    const root = folderWithGit(resolve(projectDir));
    return root === undefined ? undefined : readRepository(root, resolve(projectDir));
  } catch {
    // Whatever is odd about it, a run has other things to do.
    return undefined;
  }
}

function folderWithGit(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function readRepository(root: string, projectDir: string): Repository | undefined {
  const git = gitFolder(root);
  // Work trees of their own share branches and configuration.
  const shared = existsSync(join(git, 'commondir')) ? resolve(git, text(join(git, 'commondir'))) : git;
  const head = text(join(git, 'HEAD'));
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  const version = ref === undefined ? head : commitOf(ref, shared);
  const remote = remoteOf(text(join(shared, 'config')));
  const page = remote && pageOf(remote);
  if (!page || !/^[0-9a-f]{40,64}$/.test(version ?? '')) return undefined;
  const within = relative(root, projectDir).replaceAll('\\', '/');
  const pathOf = (path: string) => (within === '' ? path : `${within}/${path}`);
  const branch = /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1];
  return {
    repoUrl: withoutUser(remote),
    version: version!,
    ...(branch !== undefined && { branch }),
    pathOf,
    pageOf: (path) => `${page}${version!}/${pathOf(path).split('/').map(encodeURIComponent).join('/')}`,
  };
}

function gitFolder(root: string): string {
  const path = join(root, '.git');
  if (statSync(path).isDirectory()) return path;
  return resolve(root, text(path).replace(/^gitdir: /, ''));
}

function commitOf(ref: string, git: string): string | undefined {
  const loose = join(git, ref);
  if (existsSync(loose)) return text(loose);
  const packed = existsSync(join(git, 'packed-refs')) ? text(join(git, 'packed-refs')).split('\n') : [];
  return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
}

/** The address of `origin`. */
function remoteOf(config: string): string | undefined {
  const section = /^\[remote "origin"\]([^[]*)/m.exec(config)?.[1] ?? '';
  return /^\s*url\s*=\s*(\S+)\s*$/m.exec(section)?.[1];
}

/** What stands before a commit in the address of a file's page: `https://github.com/o/r/blob/`. */
function pageOf(remote: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?[\w.-]+@([\w.-]+)(?::\d+\/|[:/])(.+)$/.exec(remote);
  const web = /^https?:\/\/(?:[^@/]*@)?([\w.:-]+)\/(.+)$/.exec(remote);
  const [, host, path] = web ?? ssh ?? [];
  if (host === undefined || path === undefined) return undefined;
  const base = `https://${host}/${path.replace(/\/+$/, '').replace(/\.git$/, '')}`;
  if (host.includes('gitlab')) return `${base}/-/blob/`;
  return host.includes('bitbucket') ? `${base}/src/` : `${base}/blob/`;
}

function withoutUser(remote: string): string {
  return remote.replace(/^(https?:\/\/)[^@/]*@/, '$1');
}

function text(path: string): string {
  return readFileSync(path, 'utf8').trim();
}
