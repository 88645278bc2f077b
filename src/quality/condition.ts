/** `warn_if` and `error_if`: a comparison of the number of failures with numbers. */
export type Condition =
  | { readonly operator: Operator; readonly value: number }
  | { readonly operator: 'between' | 'not between'; readonly low: number; readonly high: number };

type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=';

const OPERATORS: Readonly<Record<string, Operator>> = {
  '=': '=',
  '==': '=',
  '!=': '<>',
  '<>': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const COMPARISON = new RegExp(String.raw`^\s*(==?|!=|<>|<=?|>=?)\s*${NUMBER}\s*$`);
const BETWEEN = new RegExp(String.raw`^\s*(not\s+)?between\s+${NUMBER}\s+and\s+${NUMBER}\s*$`, 'i');

/** Reads `> 10`, `!= 0`, `between 1 and 5`; undefined for anything else, so that no other SQL gets in. */
export function parseCondition(text: string): Condition | undefined {
  const comparison = COMPARISON.exec(text);
  if (comparison) {
    const operator = OPERATORS[comparison[1] ?? ''];
    return operator && { operator, value: Number(comparison[2]) };
  }
  const between = BETWEEN.exec(text);
  if (!between) return undefined;
  const operator = between[1] === undefined ? 'between' : 'not between';
  return { operator, low: Number(between[2]), high: Number(between[3]) };
}

export function conditionSql(condition: Condition, operand: string): string {
  if ('low' in condition) {
    return `${operand} ${condition.operator.toUpperCase()} ${condition.low} AND ${condition.high}`;
  }
  return `${operand} ${condition.operator} ${condition.value}`;
}

export function holds(condition: Condition, count: number): boolean {
  switch (condition.operator) {
    case '=':
      return count === condition.value;
    case '<>':
      return count !== condition.value;
    case '<':
      return count < condition.value;
    case '<=':
      return count <= condition.value;
    case '>':
      return count > condition.value;
    case '>=':
      return count >= condition.value;
    case 'between':
      return count >= condition.low && count <= condition.high;
    case 'not between':
      return count < condition.low || count > condition.high;
  }
}
