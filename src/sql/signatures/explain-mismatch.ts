import { formatTrinoType } from '../types/trino-type.ts';
import { signaturesOf } from './functions.ts';
import { isLambda, type CallArgument } from './signature.ts';

/** What a message says of a call that no signature takes: `Unexpected parameters (varchar(3)) for function sqrt. Expected: sqrt(double)`. */
export interface Mismatch {
  readonly name: string;
  /** The arguments' types; a lambda as `function`, one that is not known as `?`. */
  readonly given: readonly string[];
  /** What may be called, sorted: `sqrt(double)`, `array_sort(array(E)) where E: orderable`. */
  readonly expected: readonly string[];
  /** The numbers of arguments that some signature takes; the last one may be without end. */
  readonly arities: readonly number[];
  readonly isVariadic: boolean;
}

/** The parts of a message for a call that `resolveCall` gave undefined for. */
export function explainMismatch(name: string, args: readonly CallArgument[]): Mismatch {
  const signatures = signaturesOf(name);
  const given = args.map((arg) => (arg === undefined ? '?' : isLambda(arg) ? 'function' : formatTrinoType(arg)));
  const expected = new Set(signatures.map(({ text }) => `${name}${callText(text)}`));
  const arities = new Set(signatures.map(({ parameters }) => parameters.length));
  return {
    name,
    given,
    expected: [...expected].sort(),
    arities: [...arities].sort((a, b) => a - b),
    isVariadic: signatures.some((signature) => signature.isVariadic),
  };
}

// Of a signature's text, what a caller must know: no result, no formulas.
function callText(text: string): string {
  const [parameters = '', rest = ''] = text.split(' -> ');
  const requirements = rest.match(/[A-Z][A-Z0-9]*: (?:comparable|orderable)/g);
  return parameters.replaceAll('?', '') + (requirements ? ` where ${requirements.join(', ')}` : '');
}
