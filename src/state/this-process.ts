import { hostname } from 'node:os';
import process from 'node:process';
import type { LockingProcess } from './run-lock.ts';

/** This process, as locks name it. */
export function thisProcess(now: () => Date = () => new Date()): LockingProcess {
  return {
    pid: process.pid,
    host: hostname(),
    start: new Date(Date.now() - process.uptime() * 1000),
    now,
    isAlive,
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
