/**
 * When a child process has ended, or could not be started at all.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<void>}
 */
export function exitOf(child) {
  return new Promise((resolve) => {
    // A killed one tells an error first, and ends later.
    child.on('error', () => {
      if (child.pid === undefined) resolve();
    });
    child.once('exit', () => resolve());
  });
}
