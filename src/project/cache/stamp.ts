import { statSync, type Stats } from 'node:fs';

/** What the file system says of a file, instead of its content: size in bytes, times of the last write and of the last change in milliseconds, inode. */
export type Stamp = readonly [size: number, written: number, changed: number, inode: number];

// Two writes this close to each other may bear the same times: file systems count time in ticks, some in whole seconds.
const TICK_MS = 2000;

export function stampOf({ size, mtimeMs, ctimeMs, ino }: Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino'>): Stamp {
  return [size, mtimeMs, ctimeMs, ino];
}

/** The stamp that a file has now; undefined where there is no such file. */
export function currentStamp(path: string): Stamp | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stampOf(stats) : undefined;
}

export function isSameStamp(a: Stamp, b: Stamp | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];
}

/** Whether every write after `readAt` (milliseconds) gives the file another stamp. Not so where it was written just before, as Git knows too. */
export function isSettled([, written, changed]: Stamp, readAt: number): boolean {
  return Math.max(written, changed) < readAt - TICK_MS;
}
