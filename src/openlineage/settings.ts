import { diagnose, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import type { OpenLineageSettings } from '../project/project.ts';
import { isUuid } from './run-ids.ts';
import type { RunOf } from './run-events.ts';

/** Where events go, and how. */
export interface Delivery {
  readonly place: EventPlace;
  /** Of jobs; absent: the project's name. */
  readonly namespace?: string;
  /** The run that started this one, as schedulers say it in the environment. */
  readonly parent?: RunOf;
  readonly root?: RunOf;
}

export type EventPlace =
  /** A file that events are appended to, one a line; as written. */
  | { readonly kind: 'file'; readonly path: string }
  /** A server that takes one event a request. */
  | { readonly kind: 'http'; readonly url: string; readonly apiKey?: string; readonly timeoutMs: number };

export interface Asked {
  /** Of the command line: a file or an address, or `true` for what the project or the environment says. */
  readonly flag?: string | true;
  readonly project?: OpenLineageSettings;
  readonly env: (name: string) => string | undefined;
}

const DEFAULT_ENDPOINT = 'api/v1/lineage';
const DEFAULT_TIMEOUT_SECONDS = 5;
// What an HTTP header takes.
const HEADER_TEXT = /^[\x21-\x7e]+$/;

/**
 * Whether events are asked for, and where they go: to what the flag names, else the project, else the environment. The variables of the environment
 * alone start nothing: they are set for whole machines, by schedulers and for other tools, and must not make a program send what it was not asked for.
 * Without a value and without diagnostics, nothing is asked for.
 */
export function deliveryOf({ flag, project, env }: Asked): Outcome<Delivery | undefined> {
  const nothing = { value: undefined, diagnostics: [] };
  if (flag === undefined && !project?.enabled) return nothing;
  if (/^(true|1)$/i.test(env('OPENLINEAGE_DISABLED') ?? '')) return nothing;
  const named = typeof flag === 'string' ? flag : (project?.url ?? project?.file ?? nonEmpty(env('OPENLINEAGE_URL')));
  if (named === undefined) {
    // A project for several machines may leave the address to each one's environment.
    const severity = flag === undefined ? 'info' : 'error';
    return { value: undefined, diagnostics: [diagnose('openlineage-place-missing', undefined, { severity })] };
  }
  const place = isAddress(named) ? httpPlace(named, project, env) : { value: { kind: 'file', path: named } as const, diagnostics: [] }; // prettier-ignore
  if (!place.value) return { value: undefined, diagnostics: place.diagnostics };
  const namespace = project?.namespace ?? nonEmpty(env('OPENLINEAGE_NAMESPACE'));
  return {
    value: { place: place.value, ...(namespace !== undefined && { namespace }), ...startedBy(env) },
    diagnostics: [],
  };
}

/** Whether a text names a server rather than a file. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

function httpPlace(
  named: string,
  project: OpenLineageSettings | undefined,
  env: Asked['env'],
): Outcome<EventPlace | undefined> {
  const refuse = (reason: string): { value: undefined; diagnostics: readonly Diagnostic[] } => ({
    value: undefined,
    diagnostics: [diagnose('openlineage-place-invalid', { reason })],
  });
  if (!URL.canParse(named)) return refuse('it is no URL');
  const base = new URL(named);
  if (base.protocol !== 'http:' && base.protocol !== 'https:') return refuse(`"${base.protocol}" is neither http: nor https:`); // prettier-ignore
  if (base.username !== '' || base.password !== '') return refuse('it holds a user or a password');
  const endpoint = project?.endpoint ?? nonEmpty(env('OPENLINEAGE_ENDPOINT')) ?? DEFAULT_ENDPOINT;
  base.pathname = [base.pathname, endpoint].map((part) => part.replace(/^\/+|\/+$/g, '')).filter((part) => part !== '').join('/'); // prettier-ignore
  const apiKey = (keyFor(base, project) ?? nonEmpty(env('OPENLINEAGE_API_KEY')))?.trim();
  if (apiKey !== undefined && !HEADER_TEXT.test(apiKey)) return refuse('the API key holds letters that no HTTP header takes'); // prettier-ignore
  const seconds = project?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  return {
    value: { kind: 'http', url: base.href, timeoutMs: seconds * 1000, ...(apiKey !== undefined && { apiKey }) },
    diagnostics: [],
  };
}

/** The project's key is for the project's server: another one, named on the command line, does not get it. */
function keyFor({ origin }: URL, project: OpenLineageSettings | undefined): string | undefined {
  const { url, apiKey } = project ?? {};
  const isElsewhere = url !== undefined && URL.canParse(url) && new URL(url).origin !== origin;
  return isElsewhere ? undefined : nonEmpty(apiKey);
}

/** `OPENLINEAGE_PARENT_ID` and `OPENLINEAGE_ROOT_PARENT_ID`: `namespace/job/run id`, as Airflow sets them for dbt. */
function startedBy(env: Asked['env']): Pick<Delivery, 'parent' | 'root'> {
  const parent = runOf(env('OPENLINEAGE_PARENT_ID'));
  const root = runOf(env('OPENLINEAGE_ROOT_PARENT_ID'));
  return { ...(parent && { parent }), ...(parent && root && { root }) };
}

/** A namespace may hold slashes; a job and a run do not. */
function runOf(text: string | undefined): RunOf | undefined {
  const match = /^(.+)\/([^/]+)\/([^/]+)$/.exec(text?.trim() ?? '');
  return match && isUuid(match[3]!) ? { namespace: match[1]!, name: match[2]!, runId: match[3]! } : undefined;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}
