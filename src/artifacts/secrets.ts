import type { JsonObject, JsonValue, Target } from '../project/project.ts';

const SECRET_KEY = /pass|secret|token|credential|private|access_?key|api_?key|auth/i;
// Shorter values stand in harmless texts, too, and would make them unreadable.
const MIN_LENGTH = 4;
const HIDDEN = '*****';

/** Values of a target's settings that must stand in no artifact. */
export function secretsOf(target: Target): string[] {
  return secretTexts(target.settings, false);
}

/** JSON text of a value in which every secret is hidden, wherever it stands in a text. */
export function stringifyWithout(secrets: readonly string[], value: unknown, indent?: number): string {
  const hidden = [...new Set(secrets)].filter(({ length }) => length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
  if (hidden.length === 0) return JSON.stringify(value, undefined, indent);
  const hide = (text: string) => hidden.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'string' ? hide(item) : item), indent);
}

function secretTexts(value: JsonValue, secret: boolean): string[] {
  if (typeof value === 'string') return secret ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((item) => secretTexts(item, secret));
  return Object.entries(value as JsonObject).flatMap(([key, item]) =>
    secretTexts(item, secret || SECRET_KEY.test(key)),
  );
}
