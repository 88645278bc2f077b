import { appendFile, open, readFile } from 'node:fs/promises';
import type { JsonValue } from '../project/project.ts';

/** Adds lines to a file of JSON lines, in one write. A line that a crash has cut off is closed first. */
export async function appendJsonLines(path: string, lines: readonly JsonValue[]): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await appendFile(path, (await endsCleanly(path)) ? text : `\n${text}`);
}

/** The lines of a file of JSON lines; none where there is no file. Lines that are no JSON are left out. */
export async function readJsonLines(path: string): Promise<JsonValue[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as JsonValue];
    } catch {
      return [];
    }
  });
}

async function endsCleanly(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return true;
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await file.close();
  }
}
