import { diagnose, didYouMean, placeIn, type Diagnostic } from '../../diagnostics/index.ts';
import { TRINO_FUNCTION_NAMES } from '../functions/trino-names.ts';
import type { PreparedText } from '../prepare-text.ts';
import { isToken, type Token } from '../tokens.ts';

// Words of the grammar and of types that may stand before a parenthesis.
const GRAMMAR = new Set(
  `in values over and or not exists any all some filter group by on using as table lateral bernoulli system sets rollup cube
then when else case select from where having union intersect except distinct join like between limit with escape is return
recursive interval offset first next window decimal numeric varchar char timestamp time integer double row array map varbinary
end ties only within partition precision`.split(/\s+/),
);

/**
 * Every name before a parenthesis must be a function of Trino. Looked for among the tokens, since the parser's tree no longer says which of
 * several names of a function was written: `list_value(1)` and `ARRAY[1]` are one node there.
 */
export function checkFunctionNames({ source, tokens }: PreparedText): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'word' || !isToken(tokens[index + 1], '(')) return;
    const name = token.text.toLowerCase();
    if (TRINO_FUNCTION_NAMES.has(name) || GRAMMAR.has(name) || namesColumns(tokens, index)) return;
    const hint = didYouMean(name, TRINO_FUNCTION_NAMES);
    found.push(
      diagnose('function-unknown', { name: token.text }, { at: placeIn(source, token.start, token.end), hint }),
    );
  });
  return found;
}

// `AS t (a, b)`, `FROM t (a, b)`, `) t (a, b)`, `WITH t (a) AS`: a list of names in parentheses follows the name of a table.
function namesColumns(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const afterName =
    before !== undefined &&
    (before.kind === 'quoted' ||
      before.text === ')' ||
      (before.kind === 'word' && !OPENS_EXPRESSION.has(before.text.toLowerCase())));
  if (!afterName && !isToken(before, ',') && !isToken(before, 'with')) return false;
  let next = index + 2;
  for (; isName(tokens[next]); next += 2) {
    if (isToken(tokens[next + 1], ')')) return afterName || isToken(tokens[next + 2], 'as');
    if (!isToken(tokens[next + 1], ',')) return false;
  }
  return false;
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quoted';
}

const OPENS_EXPRESSION = new Set(
  `select distinct where and or not on having by when then else case in between like limit offset is return from`.split(
    ' ',
  ),
);
