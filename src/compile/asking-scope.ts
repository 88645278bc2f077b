import type { Scope } from '../jinja/index.ts';
import type { JsonValue } from '../project/project.ts';
import type { Question } from './memory.ts';

/** The same for all templates of a project and its macros, whose memory is apart from others'. */
const FIXED: ReadonlySet<string> = new Set([
  'projectName',
  'dispatch',
  'renderRelation',
  'execute',
  'onConfig',
] satisfies (keyof Scope)[]);

/** Another in each command, secret, or more than a question. */
const UNREPEATABLE: ReadonlySet<string> = new Set([
  'env',
  'runStartedAt',
  'invocationId',
  'log',
] satisfies (keyof Scope)[]);

/** A scope that tells what a template learns from it: each field that is read, and each call with its arguments. */
export function askingScope(scope: Scope, ask: (question: Question) => void): Scope {
  return new Proxy(scope, {
    get: (_, name) => {
      const value: unknown = Reflect.get(scope, name);
      if (typeof name !== 'string' || FIXED.has(name)) return value;
      if (typeof value === 'function')
        return (...args: readonly JsonValue[]) => {
          ask([name, ...args]);
          return (value as (...args: readonly JsonValue[]) => unknown)(...args);
        };
      ask([name]);
      return value;
    },
  });
}

/** What a scope answers to a question of `askingScope`, as text. */
export function answerOf(scope: Scope, [name, ...args]: Question): string | undefined {
  if (typeof name !== 'string' || UNREPEATABLE.has(name)) return undefined;
  const value: unknown = Reflect.get(scope, name);
  const answer = typeof value === 'function' ? (value as (...args: readonly JsonValue[]) => unknown)(...args) : value;
  return answer === undefined ? '' : JSON.stringify(answer, exactNumbers);
}

// YAML has numbers that JSON writes as null.
function exactNumbers(_: string, value: unknown): unknown {
  return typeof value !== 'number' || (Number.isFinite(value) && value !== 0) ? value : { number: numberText(value) };
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
