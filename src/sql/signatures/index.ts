/** What Trino 476's functions take and give, and which one a call means. Operators are in it by their signs: `+`, `-`, `*`, `/`, `%`, `[]`. */
export { explainMismatch, type Mismatch } from './explain-mismatch.ts';
export { functionKind, functionNames, isDeterministic, resolveCall, signaturesOf } from './functions.ts';
export { parseSignature } from './parse-signature.ts';
export { resolve } from './resolve.ts';
export {
  isLambda,
  type CallArgument,
  type FunctionKind,
  type LambdaArgument,
  type LambdaType,
  type Resolution,
  type Signature,
} from './signature.ts';
