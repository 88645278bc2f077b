/** Longer than this, in milliseconds, and a keystroke would be felt to hang. */
const SLICE_MS = 8;

/** Runs a generator to its end, a few milliseconds at a time, so that the page goes on answering; gives what it returns. */
export async function runInSlices<T>(
  work: Generator<void, T>,
  now: () => number = () => performance.now(),
  pause: () => Promise<void> = pauseTask,
): Promise<T> {
  for (;;) {
    const end = now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (now() < end);
    await pause();
  }
}

/** Lets the browser draw and take input. A message is not held back for four milliseconds, as a timer is. */
function pauseTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
