interface Entry {
  readonly severity: 'error' | 'warning' | 'info';
  // `never` accepts every parameter type; callers are checked against each entry's own through `Params`.
  readonly message: (params: never) => string;
  readonly hint?: (params: never) => string | undefined;
  readonly explain: string;
  readonly adjustable?: true;
}

/** Keeps each entry's exact type (its code and its parameters) while checking its shape. */
export function defineCodes<T extends Record<string, Entry>>(codes: T): T {
  return codes;
}
