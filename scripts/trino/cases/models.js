import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'models');
const TITLE = /^-- case: ([a-z0-9-]+)\n/m;

/**
 * Whole models as analytics engineers write them, from `models/*.sql`: each begins with a line `-- case: name`.
 * @returns {import('./case.js').Case[]}
 */
export function models() {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .flatMap((file) => inFile(file.slice(0, -'.sql'.length), readFileSync(join(FOLDER, file), 'utf8')));
}

/** @param {string} topic @param {string} text */
function inFile(topic, text) {
  const parts = text.split(TITLE).slice(1);
  return Array.from({ length: parts.length / 2 }, (_, index) => ({
    id: `model-${topic}-${parts[2 * index]}`,
    category: 'model',
    sql: (parts[2 * index + 1] ?? '').trim().replace(/;$/, ''),
  }));
}
