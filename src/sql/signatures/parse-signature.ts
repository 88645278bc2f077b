import { parsePattern, variablesOf } from './parse-pattern.ts';
import { SignatureReader } from './signature-reader.ts';
import type { Formula } from './formula.ts';
import type { Requirement, Signature, TypePattern } from './signature.ts';

/**
 * Reads a signature: `(array(E), E) -> array(E) where E: comparable`, `(decimal(p, s)) -> decimal(rp, 0) where rp = max(1, p - s)`,
 * `(E?...) -> E`. A word in capitals stands for a type, a small one inside `varchar(…)`, `decimal(…)`, … for a number; `...` repeats the last
 * parameter, `?` says that the function is called for a NULL there. `where` gives what types must be and the formulas of numbers.
 */
export function parseSignature(text: string): Signature {
  const reader = new SignatureReader(text);
  const acceptsNull: boolean[] = [];
  let isVariadic = false;
  reader.expect('(');
  const parameters = reader.list(() => {
    const pattern = parsePattern(reader);
    acceptsNull.push(reader.accept('?'));
    isVariadic = reader.accept('...');
    return pattern;
  });
  reader.expect('->');
  const result = parsePattern(reader);
  const typeVariables = new Set([...parameters, result].flatMap((pattern) => variablesOf(pattern).types));
  const conditions = readConditions(reader);
  return {
    text,
    parameters,
    isVariadic,
    acceptsNull,
    result,
    typeVariables,
    ...conditions,
    isFixed: isFixed(parameters),
  };
}

function isFixed(parameters: readonly TypePattern[]): boolean {
  return parameters.every((pattern) => pattern.kind === 'concrete');
}

function readConditions(reader: SignatureReader): Pick<Signature, 'requirements' | 'formulas'> {
  const requirements = new Map<string, Requirement>();
  const formulas: { variable: string; formula: Formula }[] = [];
  if (reader.accept('where')) {
    do {
      const name = reader.take();
      if (reader.accept(':')) requirements.set(name, reader.take() as Requirement);
      else {
        reader.expect('=');
        formulas.push({ variable: name, formula: readSum(reader) });
      }
    } while (reader.accept(','));
  }
  return { requirements, formulas };
}

function readSum(reader: SignatureReader): Formula {
  let left = readProduct(reader);
  for (;;) {
    if (reader.accept('+')) left = { kind: 'operation', operator: '+', left, right: readProduct(reader) };
    else if (reader.accept('-')) left = { kind: 'operation', operator: '-', left, right: readProduct(reader) };
    else return left;
  }
}

function readProduct(reader: SignatureReader): Formula {
  let left = readTerm(reader);
  for (;;) {
    if (reader.accept('*')) left = { kind: 'operation', operator: '*', left, right: readTerm(reader) };
    else if (reader.accept('/')) left = { kind: 'operation', operator: '/', left, right: readTerm(reader) };
    else return left;
  }
}

function readTerm(reader: SignatureReader): Formula {
  const token = reader.take();
  if (token === '(') {
    const inner = readSum(reader);
    reader.expect(')');
    return inner;
  }
  if ((token === 'min' || token === 'max') && reader.accept('(')) {
    const left = readSum(reader);
    reader.expect(',');
    const right = readSum(reader);
    reader.expect(')');
    return { kind: 'operation', operator: token, left, right };
  }
  return /^\d/.test(token) ? { kind: 'number', value: Number(token) } : { kind: 'variable', name: token };
}
