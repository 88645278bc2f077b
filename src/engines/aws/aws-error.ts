import { diagnose, type Diagnostic } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';

/** What the SDK throws, as far as it is looked at. */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** HTTP status where the service answered. */
  readonly status?: number;
}

const THROTTLES = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ProvisionedThroughputExceededException',
]);

const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'InvalidAccessKeyId',
  'RequestExpired',
  'RequestTimeTooSkewed',
]);

const DENIED = new Set(['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation', 'Forbidden', '403']);

// Names of Node's sockets and of the SDK's own time limits.
const NETWORK =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|TimeoutError|NetworkingError|socket hang up|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** An error of the SDK as plain data; undefined: it is no error of the kind. */
export function awsErrorOf(error: unknown): AwsError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const code = (error as { code?: unknown }).code;
  const cause = error instanceof AggregateError ? String(error.errors[0] ?? '') : '';
  const message = [error.message, cause].filter((part) => part !== '').join(' ');
  return {
    name: typeof code === 'string' && error.name === 'Error' ? code : error.name,
    message: typeof code === 'string' && !message.includes(code) ? `${code} ${message}`.trim() : message,
    ...(status !== undefined && { status }),
  };
}

/** The service asks for fewer calls or queries. */
export function isThrottle({ name, message, status }: AwsError): boolean {
  return THROTTLES.has(name) || status === 429 || /^Rate exceeded/.test(message);
}

/** The same call may well succeed a little later: the service or the way to it stumbled. */
export function isTransient(error: AwsError): boolean {
  return (
    isThrottle(error) || isNetwork(error) || (error.status ?? 0) >= 500 || error.name === 'InternalServerException'
  );
}

export function isNetwork({ name, message }: AwsError): boolean {
  return NETWORK.test(name) || NETWORK.test(message);
}

export function isDenied({ name, status }: AwsError): boolean {
  return DENIED.has(name) || (status === 403 && !EXPIRED.has(name));
}

/** The name that Glue, Athena and S3 give to what is not there. */
export function isAbsent({ name, status }: AwsError): boolean {
  return ['EntityNotFoundException', 'NoSuchKey', 'NotFound', 'NoSuchBucket'].includes(name) || status === 404;
}

/** What went wrong, for a user. `service` as people call it (`Athena`), `what` names the call (`Reading the table "x" in Glue`). */
export function awsDiagnostic(thrown: unknown, service: string, what: string): Diagnostic {
  const error = awsErrorOf(thrown);
  const detail = sentence(error.message);
  if (/Region is missing/.test(error.message)) return diagnose('aws-region-missing', {});
  if (/CredentialsProviderError|Could not load credentials/.test(`${error.name} ${error.message}`)) {
    return /expired|SSO session/i.test(error.message)
      ? diagnose('aws-credentials-expired', { detail })
      : diagnose('aws-credentials-missing', { detail });
  }
  if (EXPIRED.has(error.name) || /security token included in the request is (?:expired|invalid)/i.test(error.message)) {
    return diagnose('aws-credentials-expired', { detail });
  }
  if (isDenied(error)) return diagnose('aws-access-denied', { what, detail });
  if (isNetwork(error)) {
    return diagnose(
      'engine-unreachable',
      { what: service, detail },
      { hint: 'Check `region`, the endpoint (`endpoint_url`) and the network: a proxy, a VPN, a VPC without an endpoint for the service.' }, // prettier-ignore
    );
  }
  return diagnose('aws-call-failed', { service, detail });
}

/** The same as an error to be thrown. */
export function awsFailure(thrown: unknown, service: string, what: string): StatementError {
  if (thrown instanceof StatementError) return thrown;
  return new StatementError(awsDiagnostic(thrown, service, what), isTransient(awsErrorOf(thrown)));
}

// Services name the caller's ARN and the action, which is what people need; keys and tokens are taken out wherever they may stand.
function sentence(text: string): string {
  const line =
    redacted(text)
      .split('\n')[0]
      ?.trim()
      .replace(/[.!]*$/, '') ?? '';
  return line === '' ? 'no reason is given.' : `${line}.`;
}

/** A text without what signs requests. */
export function redacted(text: string): string {
  return text
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '(key)')
    .replace(/((?:X-Amz-)?(?:Signature|Security-Token|Credential))=[^&\s,]+/gi, '$1=…');
}
