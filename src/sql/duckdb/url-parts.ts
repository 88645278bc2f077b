const URI = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
// What java.net.URI takes; for any other character Trino's functions give NULL.
const LEGAL = /^(?:[A-Za-z0-9\-_.!~*'();:@&=+$,/?#[\]\u0080-\uFFFF]|%[0-9A-Fa-f]{2})*$/u;

/** One part of a URL as Trino's url_extract_… give it: NULL for a text that is no URI. */
export function urlPart(url: string, part: string): string | null {
  const [, protocol, authority, path = '', query, fragment] = (LEGAL.test(url) && URI.exec(url)) || [];
  if (!LEGAL.test(url)) return null;
  switch (part) {
    case 'protocol':
      return protocol ?? '';
    case 'host':
      return host(authority)?.[1] ?? '';
    case 'port':
      return host(authority)?.[2] ?? null;
    case 'path':
      return decoded(path);
    case 'query':
      return query === undefined ? '' : decoded(query);
    default:
      return fragment === undefined ? '' : decoded(fragment);
  }
}

function host(authority: string | undefined): RegExpExecArray | null {
  return /^(?:[^@]*@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority ?? '');
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
    new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('%'), (pair) => parseInt(pair, 16))),
  );
}

/** The value of a parameter in a URL's query: the first of its name, an empty text without `=`, NULL when absent. */
export function urlParameter(url: string, name: string): string | null {
  const query = LEGAL.test(url) ? URI.exec(url)?.[4] : undefined;
  if (query === undefined) return null;
  for (const pair of query.split('&')) {
    const index = pair.indexOf('=');
    const key = index < 0 ? pair : pair.slice(0, index);
    if (urlDecode(key) === name) return index < 0 ? '' : urlDecode(pair.slice(index + 1));
  }
  return null;
}

/** As application/x-www-form-urlencoded: a blank is `+`. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

export function urlDecode(text: string): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw new Error(`Not an encoded URL: ${text}`);
  return decoded(text.replaceAll('+', ' '));
}
