import type { Diagnostic } from '../../diagnostics/index.ts';

/** Names that a hint proposes for the one that is wrong: `Did you mean "orders" or "order_items"?` */
export function replacementsOf({ hint }: Diagnostic): readonly string[] {
  if (!hint?.startsWith('Did you mean ')) return [];
  const sentence = hint.slice(0, hint.indexOf('?') + 1);
  return [...sentence.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
}

/**
 * The text that a replacement is written as, where the wrong name stands alone at the place of the problem, in quotes or not; of a name with
 * dots the last part. Undefined where the place holds more than a name: then nobody can be sure what is to be replaced.
 */
export function replacedText(at: string, message: string, name: string): string | undefined {
  const match = /^(['"]?)((?:[\p{L}_][\p{L}\p{N}_$-]*\.)*)([\p{L}_][\p{L}\p{N}_$-]*)\1$/u.exec(at);
  if (!match) return undefined;
  const [, quote = '', qualifier = '', wrong = ''] = match;
  if (!message.includes(`"${wrong}"`) && !message.includes(`"${qualifier}${wrong}"`)) return undefined;
  const whole = name.startsWith(qualifier) || (message.includes(`"${qualifier}${wrong}"`) && name.includes('.'));
  return whole ? `${quote}${name}${quote}` : `${quote}${qualifier}${name}${quote}`;
}
