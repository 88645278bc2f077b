import { diagnose, type Diagnostic } from '../../diagnostics/index.ts';
import type { TrinoSettings } from './settings.ts';
import type { Answer } from './transport.ts';

/** Why no answer came, and what to do; texts end with a period. */
interface Reason {
  readonly detail: string;
  readonly hint: string;
}

const CHECK_ADDRESS = 'Check `host` and `port` of the target, and that the server runs.';

const NETWORK: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: { detail: 'Nothing listens there.', hint: CHECK_ADDRESS },
  ENOTFOUND: { detail: 'The host name is not known.', hint: 'Check `host` of the target, and the network (VPN, DNS).' },
  EAI_AGAIN: { detail: 'The host name could not be looked up.', hint: 'Check the network (VPN, DNS).' },
  ETIMEDOUT: { detail: 'No answer came in time.', hint: 'Check the network (VPN, firewall), or give the target a longer `request_timeout`.' },
  EHOSTUNREACH: { detail: 'There is no way to the host.', hint: 'Check the network (VPN, firewall).' },
  ENETUNREACH: { detail: 'There is no way to the host.', hint: 'Check the network (VPN, firewall).' },
  ECONNRESET: { detail: 'The connection was closed.', hint: 'If the server speaks TLS, say `http_scheme: https`.' },
  EPROTO: { detail: 'The server does not speak TLS.', hint: 'Say `http_scheme: http`, or give the port for https.' },
  ERR_SSL_WRONG_VERSION_NUMBER: { detail: 'The server does not speak TLS.', hint: 'Say `http_scheme: http`, or give the port for https.' },
  CERT_HAS_EXPIRED: { detail: "The server's certificate has expired.", hint: 'Have it renewed.' },
  ERR_TLS_CERT_ALTNAME_INVALID: { detail: "The server's certificate is for another host.", hint: 'Give the target the `host` that the certificate names.' },
}; // prettier-ignore

const UNTRUSTED: Reason = {
  detail: "The server's certificate is signed by nobody who is trusted.",
  hint: 'Give the target `ca_file: <PEM file of the authority>`; `verify: false` trusts anyone who answers.',
};

const UNTRUSTED_CODES: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

// Of these a second attempt may find the server again; an unknown name, an untrusted certificate stay what they are.
const PASSING: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Node's code of a failed request: `ECONNREFUSED`. */
export function codeOfNetworkError(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

export function isPassing(error: unknown): boolean {
  return PASSING.has(codeOfNetworkError(error));
}

/** `Trino at lake.example:443`. */
export function nameOf({ host, port }: Pick<TrinoSettings, 'host' | 'port'>): string {
  return `Trino at ${host}:${port}`;
}

export function unreachable(settings: TrinoSettings, { detail, hint }: Reason): Diagnostic {
  return diagnose('engine-unreachable', { what: nameOf(settings), detail }, { hint });
}

/** Why a request failed before it was answered. */
export function networkReason(error: unknown): Reason {
  const code = codeOfNetworkError(error);
  if (UNTRUSTED_CODES.has(code)) return UNTRUSTED;
  const known = Object.hasOwn(NETWORK, code) ? NETWORK[code] : undefined;
  // Node's own texts name the address, never what was sent.
  return known ?? { detail: `${code || 'The connection failed'}.`, hint: CHECK_ADDRESS };
}

/** What an answer says that is no answer of the protocol. */
export function answerReason({ status, body }: Answer, { secrets }: TrinoSettings): Reason {
  const said = redacted(firstLine(body), secrets);
  switch (status) {
    case 401:
      return { detail: 'It does not let this user in (401).', hint: 'Check `user` and `password` or `jwt_token` of the target.' };
    case 403:
      return { detail: `It does not let this user in (403). ${said}`.trim(), hint: 'Check `user` of the target, and whom its `password` or `jwt_token` belongs to.' };
    case 502:
    case 503:
    case 504:
      return { detail: `It is starting, stopping or overloaded (${status}).`, hint: 'Try again in a minute.' };
    case 200:
    case 404:
    case 405:
      return { detail: `What answers there is no Trino server (${status}).`, hint: CHECK_ADDRESS };
    default:
      return { detail: `It answers ${status}. ${said}`.trim(), hint: CHECK_ADDRESS };
  }
} // prettier-ignore

function firstLine(body: string): string {
  const line = body.replace(/<[^>]*>/g, ' ').trim().split('\n')[0]?.trim() ?? '';
  return line.slice(0, 200);
} // prettier-ignore

// Shorter ones would be found in any text, and are no secrets.
const SHORTEST_SECRET = 4;

/** A text without what must not be shown. */
export function redacted(text: string, secrets: readonly string[]): string {
  const found = secrets.filter(({ length }) => length >= SHORTEST_SECRET);
  return found.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
