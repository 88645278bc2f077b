/** Whether a pattern has wildcards: `*`, `?`, `[`. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** A shell pattern over a name, as in Python's `fnmatch`, which dbt uses: `*` any text, `?` one character, `[abc]`, `[!abc]`. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  if (!isGlob(pattern)) return (name) => name === pattern;
  const expression = new RegExp(`^${translate(pattern, '[^]*', '[^]')}$`, 'u');
  return (name) => expression.test(name);
}

/** A shell pattern over a path with forward slashes: `*` stays within one folder, `**` crosses folders, also none. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  if (!isGlob(pattern)) return (path) => path === pattern;
  const parts = pattern.split('/');
  const body = parts.map((part, index) => {
    const last = index === parts.length - 1;
    if (part === '**') return last ? '[^]*' : '(?:[^/]+/)*';
    return translate(part, '[^/]*', '[^/]') + (last ? '' : '/');
  });
  // `models/**` also means `models` itself.
  const text = body.join('').replace(/\/\[\^\]\*$/, '(?:/[^]*)?');
  const expression = new RegExp(`^${text}$`, 'u');
  return (path) => expression.test(path);
}

// Runs of `*` are one `*`: the same meaning, without the backtracking.
function translate(pattern: string, any: string, one: string): string {
  return pattern.replace(/\*+|\?|\[!?\]?[^\]]*\]|[^*?[]|\[/gu, (token) => {
    if (token.startsWith('*')) return any;
    if (token === '?') return one;
    if (token.length > 1 && token.startsWith('[')) return characterClass(token.slice(1, -1));
    return escape(token);
  });
}

function characterClass(body: string): string {
  const negated = body.startsWith('!');
  // A range that runs backwards holds nothing, as in fnmatch.
  const members = (negated ? body.slice(1) : body)
    .replace(/(.)-(.)/gsu, (range, from: string, to: string) => (from > to ? '' : range))
    .replace(/[\\\]^[]/g, '\\$&');
  return `[${negated ? '^' : ''}${members}]`;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
