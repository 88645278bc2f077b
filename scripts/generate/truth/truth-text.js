/**
 * JSON for people: what holds no list or object stands on one line.
 * @param {unknown} value
 */
export const truthText = (value) => `${write(value, '')}\n`;

/**
 * @param {unknown} value
 * @param {string} indent
 * @returns {string}
 */
function write(value, indent) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const flat = Object.values(value).every((item) => typeof item !== 'object' || item === null);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => `${inner}${write(item, inner)}`).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${write(item, inner)}`);
  return flat ? `{ ${entries.join(', ')} }` : `{\n${entries.map((entry) => inner + entry).join(',\n')}\n${indent}}`;
}
