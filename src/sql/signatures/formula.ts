/** A number found from others: `min(38, p + 1)`, in the words of Trino's own `@Constraint(expression = …)`. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  | {
      readonly kind: 'operation';
      readonly operator: '+' | '-' | '*' | '/' | 'min' | 'max';
      readonly left: Formula;
      readonly right: Formula;
    };

/** A formula's value; division cuts the fraction off, as Trino's does. NaN where a variable has no number. */
export function evaluate(formula: Formula, numbers: ReadonlyMap<string, number>): number {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'variable':
      return numbers.get(formula.name) ?? Number.NaN;
    case 'operation':
      return operate(formula.operator, evaluate(formula.left, numbers), evaluate(formula.right, numbers));
  }
}

function operate(operator: '+' | '-' | '*' | '/' | 'min' | 'max', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return Math.trunc(left / right);
    case 'min':
      return Math.min(left, right);
    case 'max':
      return Math.max(left, right);
  }
}
