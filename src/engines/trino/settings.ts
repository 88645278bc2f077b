import { userInfo } from 'node:os';
import { diagnose } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';

/** What a target of type `trino` says, checked and with its defaults. */
export interface TrinoSettings {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Catalog of names without one. */
  readonly catalog: string;
  readonly user: string;
  /** The header that signs in; undefined where the server asks for nothing. */
  readonly authorization?: string;
  /** What must stand in no message: password, token and what is made of them. */
  readonly secrets: readonly string[];
  /** PEM file of the certificate authorities that are trusted instead of the public ones. */
  readonly caFile?: string;
  /** False: the server's certificate is not looked at. */
  readonly isVerified: boolean;
  readonly sessionProperties: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly source: string;
  readonly clientTags: readonly string[];
  /** For one HTTP request, not for a statement. */
  readonly requestTimeoutMs: number;
  /** A version known to be faulty that the user takes all the same. */
  readonly allowedVersion?: number;
}

const REQUEST_TIMEOUT_SECONDS = 60;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/;
// The session's time zone decides what casts and current_date mean: it is the same for everyone.
const OWN_PROPERTIES: ReadonlySet<string> = new Set(['time_zone_id', 'legacy_timestamp']);

type Keys = Readonly<Record<string, unknown>>;

/** Reads a target's keys, which the project's schema has checked one by one. Throws `StatementError` (`engine-target-invalid`). */
export function readTrinoSettings(keys: Keys): TrinoSettings {
  const host = text(keys, 'host') ?? refuse('host', 'It must name the coordinator.');
  const catalog =
    text(keys, 'catalog') ?? text(keys, 'database') ?? refuse('catalog', 'It must name the catalog of Iceberg tables.');
  const user = text(keys, 'user') ?? systemUser();
  const signIn = readSignIn(keys, user);
  const isSecure = readScheme(keys, host, signIn.authorization !== undefined);
  const caFile = text(keys, 'ca_file');
  const allowedVersion = number(keys, 'allow_version');
  const headers = texts(keys['http_headers']);
  const settings = {
    host,
    port: number(keys, 'port') ?? (isSecure ? 443 : 8080),
    isSecure,
    catalog: catalog.toLowerCase(),
    user,
    ...signIn,
    ...(caFile !== undefined && { caFile }),
    isVerified: keys['verify'] !== false,
    sessionProperties: readSessionProperties(keys),
    // A header may carry a gateway's token.
    secrets: [...signIn.secrets, ...Object.values(headers)],
    headers,
    source: text(keys, 'source') ?? 'lakemodel',
    clientTags: Array.isArray(keys['client_tags']) ? keys['client_tags'].map(String) : [],
    requestTimeoutMs: (number(keys, 'request_timeout') ?? REQUEST_TIMEOUT_SECONDS) * 1000,
    ...(allowedVersion !== undefined && { allowedVersion }),
  };
  refuseUnsendable(settings);
  return settings;
}

// HTTP headers take no line breaks, and Node no letters beyond Latin-1.
function refuseUnsendable({ user, source, clientTags, headers, authorization = '' }: TrinoSettings): void {
  const values = {
    user,
    source,
    client_tags: clientTags.join(','),
    jwt_token: authorization,
    http_headers: Object.values(headers).join(''),
  };
  for (const [key, value] of Object.entries(values)) {
    if (!/^[\x20-\x7e]*$/.test(value))
      refuse(key, 'It has characters that cannot be sent: letters beyond ASCII, or a line break.');
  }
  const name = Object.keys(headers).find((header) => !/^[A-Za-z0-9-]+$/.test(header));
  if (name !== undefined) refuse('http_headers', `"${name}" is no name of a header.`);
}

function readSignIn(keys: Keys, user: string): Pick<TrinoSettings, 'authorization' | 'secrets'> {
  const password = text(keys, 'password');
  const token = text(keys, 'jwt_token');
  if (password !== undefined && token !== undefined)
    refuse('jwt_token', 'There is a `password`, too: give one of them.');
  if (token !== undefined) return { authorization: `Bearer ${token}`, secrets: [token] };
  if (password === undefined) return { secrets: [] };
  if (user.includes(':')) refuse('user', 'A user who signs in by password has no colon in the name.');
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  return { authorization: `Basic ${encoded}`, secrets: [password, encoded] };
}

function readScheme(keys: Keys, host: string, signsIn: boolean): boolean {
  const scheme = text(keys, 'http_scheme');
  const isSecure =
    scheme === 'https' || keys['ssl'] === true || (scheme === undefined && keys['ssl'] === undefined && signsIn);
  if (scheme === 'http' && keys['ssl'] === true) refuse('ssl', '`http_scheme: http` says the opposite.');
  if (signsIn && !isSecure && !LOOPBACK.test(host)) {
    refuse('http_scheme', 'A password or token is not sent over plain HTTP: use https.');
  }
  return isSecure;
}

function readSessionProperties(keys: Keys): Readonly<Record<string, string>> {
  const properties = texts(keys['session_properties']);
  for (const name of Object.keys(properties)) {
    if (OWN_PROPERTIES.has(name))
      refuse('session_properties', `\`${name}\` is lakemodel's own: models run in UTC everywhere.`);
    if (!/^[A-Za-z_][\w.]*$/.test(name)) refuse('session_properties', `"${name}" is no name of a session property.`);
  }
  return properties;
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)]));
}

function text(keys: Keys, name: string): string | undefined {
  const value = keys[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(keys: Keys, name: string): number | undefined {
  const value = keys[name];
  return typeof value === 'number' ? value : undefined;
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may have no user of this number.
    return 'lakemodel';
  }
}

function refuse(key: string, detail: string): never {
  throw new StatementError(diagnose('engine-target-invalid', { key, detail }));
}
