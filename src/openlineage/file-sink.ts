import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode, type EventSink } from './sink.ts';

/**
 * Appends events to a file, one a line. Each line is one write at the file's end (`O_APPEND`), so that two runs that write one file at once leave whole
 * lines. `replace`: what was in the file goes.
 */
export function openFileSink(path: string, { replace = false } = {}): EventSink {
  let file: number | undefined;
  let delivered = 0;
  let lost = 0;
  let reason: string | undefined;
  const open = () => {
    mkdirSync(dirname(path), { recursive: true });
    if (replace) closeSync(openSync(path, 'w'));
    // Of a run that was killed in the middle of a line, the line ends here.
    const opened = openSync(path, 'a+');
    if (!endsLine(opened)) write(opened, '\n');
    return opened;
  };
  return {
    send: (event) => {
      try {
        file ??= open();
        write(file, `${event}\n`);
        delivered += 1;
      } catch (error) {
        lost += 1;
        reason ??= `"${path}" cannot be written (${errorCode(error)})`;
      }
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
      return Promise.resolve({ delivered, lost, ...(reason !== undefined && { reason }) });
    },
  };
}

function write(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  // The system takes a line as a whole; only where the disk is full it takes a part, and fails with the next.
  for (let start = 0; start < bytes.length;) start += writeSync(file, bytes, start);
}

function endsLine(file: number): boolean {
  const stats = fstatSync(file);
  if (!stats.isFile() || stats.size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, stats.size - 1);
  return last[0] === 0x0a;
}
