import type { Expression } from '../tree.ts';
import { rewrite, typed, type FunctionTable } from './define.ts';

export const CONDITIONAL_FUNCTIONS: FunctionTable = {
  if: rewrite([2, 3], ({ args }, emitter) => {
    const [condition, yes, no] = args as [Expression, Expression, Expression?];
    return `CASE WHEN ${emitter.text(condition)} THEN ${emitter.text(yes)}${no ? ` ELSE ${emitter.text(no)}` : ''} END`;
  }),
  coalesce: typed([2, 99], (...args) => `coalesce(${args.join(', ')})`),
  nullif: typed(2, (value, other) => `nullif(${value}, ${other})`),
  try: rewrite(1, ({ args }, emitter) => `TRY(${emitter.trying().text(args[0] as Expression)})`),
  greatest: typed([1, 99], (...args) => unlessNull('greatest', args)),
  least: typed([1, 99], (...args) => unlessNull('least', args)),
  typeof: typed(1, (value) => `t_typeof(${value})`),
};

// Trino's answer is NULL when any argument is.
function unlessNull(name: string, args: readonly string[]): string {
  if (args.length === 2) return `t_${name}2(${args.join(', ')})`;
  const nulls = args.map((arg) => `(${arg}) IS NULL`).join(' OR ');
  return `CASE WHEN ${nulls} THEN NULL ELSE ${name}(${args.join(', ')}) END`;
}
