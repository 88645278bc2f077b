import type { Token } from 'nunjucks/src/lexer.js';
import { problem } from '../template-error.ts';
import { TokenCursor } from './token-cursor.ts';
import {
  makeNode,
  type Argument,
  type Arguments,
  type ArithmeticName,
  type Call,
  type CompareOperand,
  type Expression,
  type Filter,
  type Name,
  type Pair,
  type Slice,
  type Test,
} from './tree.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);
const MULTIPLICATIVE: Readonly<Record<string, ArithmeticName>> = {
  '*': 'Mul',
  '/': 'Div',
  '//': 'FloorDiv',
  '%': 'Mod',
};
const ADDITIVE: Readonly<Record<string, ArithmeticName>> = { '+': 'Add', '-': 'Sub' };
/** Words that end an argument written without parentheses after a test: `x is divisibleby 3 and y`. */
const NOT_ARGUMENTS: ReadonlySet<string> = new Set(['else', 'or', 'and', 'is', 'if', 'in', 'not', 'recursive']);
const ARGUMENT_STARTS: ReadonlySet<string> = new Set([
  'symbol',
  'string',
  'int',
  'float',
  'boolean',
  'none',
  'left-paren',
  'left-bracket',
  'left-curly',
]);

/**
 * nunjucks's parser with Jinja2's expressions, which differ: precedence of `~`, `%`, `is` and `in`, tuples, slices, trailing commas,
 * `*args`, `**kwargs`, adjacent strings, floats. Order of the methods is that of binding, loosest first (jinja2/parser.py).
 */
export class ExpressionParser extends TokenCursor {
  /** An expression or, with commas outside parentheses, a tuple: `{% set pair = 1, 2 %}`. */
  parseTuple(parseItem: () => Expression = () => this.parseExpression()): Expression {
    const start = this.startOfNext();
    const first = parseItem();
    if (!this.nextIs('comma')) return first;
    const items = [first];
    while (this.skip('comma')) {
      if (!ARGUMENT_STARTS.has(this.peekToken()?.type ?? '') && !this.atSign()) break;
      items.push(parseItem());
    }
    return makeNode('Tuple', start, this.end, items);
  }

  override parseExpression(): Expression {
    const body = this.parseOr();
    if (!this.skipSymbol('if')) return body;
    const cond = this.parseOr();
    const otherwise = this.skipSymbol('else') ? this.parseExpression() : null;
    const node = makeNode('InlineIf', body.lineno, this.end, cond, body, otherwise);
    return node;
  }

  override parseOr(): Expression {
    return super.parseOr() as Expression;
  }

  override parseAnd(): Expression {
    return super.parseAnd() as Expression;
  }

  override parseNot(): Expression {
    const start = this.startOfNext();
    if (!this.skipSymbol('not')) return this.parseCompare();
    const target = this.parseNot();
    return makeNode('Not', start, this.end, target);
  }

  parseCompare(): Expression {
    const expr = this.parseAdd();
    const ops: CompareOperand[] = [];
    for (let type = this.comparison(); type !== undefined; type = this.comparison()) {
      const operand = this.parseAdd();
      ops.push(makeNode('CompareOperand', operand.lineno, operand.colno, operand, type));
    }
    return ops.length > 0 ? makeNode('Compare', expr.lineno, this.end, expr, ops) : expr;
  }

  // Consumes a comparison operator; `not` that no `in` follows is left to whoever asks next.
  private comparison(): string | undefined {
    const token = this.peekToken();
    if (token?.type === 'operator' && COMPARISONS.has(token.value)) return this.nextToken()?.value;
    if (this.skipSymbol('in')) return 'in';
    if (token?.type !== 'symbol' || token.value !== 'not') return undefined;
    this.nextToken();
    if (!this.skipSymbol('in')) this.failExpected('"in" after "not"');
    return 'not in';
  }

  parseAdd(): Expression {
    return this.leftToRight(ADDITIVE, () => this.parseConcat());
  }

  parseConcat(): Expression {
    let left = this.parseMul();
    while (this.skip('tilde')) {
      const right = this.parseMul();
      left = makeNode('Concat', left.lineno, this.end, left, right) as Expression;
    }
    return left;
  }

  parseMul(): Expression {
    return this.leftToRight(MULTIPLICATIVE, () => this.parsePow());
  }

  parsePow(): Expression {
    return this.leftToRight({ '**': 'Pow' }, () => this.parseUnary());
  }

  private leftToRight(operators: Readonly<Record<string, ArithmeticName>>, operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const token = this.peekToken();
      if (token?.type !== 'operator' || !Object.hasOwn(operators, token.value)) return left;
      this.nextToken();
      const right = operand();
      left = makeNode(operators[token.value] as ArithmeticName, left.lineno, this.end, left, right) as Expression;
    }
  }

  parseUnary(withFilters = true): Expression {
    const start = this.startOfNext();
    let node: Expression;
    if (this.skipValue('operator', '-')) {
      const target = this.parseUnary(false);
      node = makeNode('Neg', start, this.end, target) as Expression;
    } else if (this.skipValue('operator', '+')) {
      const target = this.parseUnary(false);
      node = makeNode('Pos', start, this.end, target) as Expression;
    } else node = this.parsePrimary();
    return withFilters ? this.parseFilter(this.parsePostfix(node)) : node;
  }

  override parsePrimary(noPostfix = false): Expression {
    const node = this.parseAtom();
    return noPostfix ? node : this.parsePostfix(node);
  }

  private parseAtom(): Expression {
    const token = this.nextToken();
    if (!token) this.failExpected('an expression');
    const { lineno: start, colno: end, value } = token;
    switch (token.type) {
      case 'symbol':
        return makeNode('Symbol', start, end, value) as Name;
      case 'string':
        return this.parseStrings(token);
      case 'int':
        return makeNode('Literal', start, end, this.integer(token));
      case 'float':
        return makeNode('Float', start, end, Number(value));
      case 'boolean':
        return makeNode('Literal', start, end, value.toLowerCase() === 'true');
      case 'none':
        return makeNode('Literal', start, end, null);
      case 'left-paren':
        return this.parseParenthesised(start);
      case 'left-bracket':
        return this.parseList(start);
      case 'left-curly':
        return this.parseDict(start);
      default:
        this.pushToken(token);
        return this.failExpected('an expression');
    }
  }

  private integer(token: Token): number {
    const value = Number(token.value);
    if (Number.isSafeInteger(value)) return value;
    throw problem(
      'template-number-range',
      { number: token.value },
      { range: { start: token.lineno, end: token.colno } },
    );
  }

  private parseStrings(first: Token): Expression {
    let text = first.value;
    while (this.nextIs('string')) text += (this.nextToken() as Token).value;
    return makeNode('Literal', first.lineno, this.end, text);
  }

  private parseParenthesised(start: number): Expression {
    if (this.skip('right-paren')) return makeNode('Tuple', start, this.end, []);
    const inner = this.parseTuple();
    this.expectType('right-paren', '")"');
    return makeNode('Group', start, this.end, [inner]) as Expression;
  }

  private parseList(start: number): Expression {
    const items = this.parseItems('right-bracket', '"]"');
    return makeNode('Array', start, this.end, items) as Expression;
  }

  private parseItems(close: string, shown: string): Expression[] {
    const items: Expression[] = [];
    while (!this.skip(close)) {
      if (items.length > 0) {
        this.expectType('comma', `"," or ${shown}`);
        if (this.skip(close)) break;
      }
      items.push(this.parseExpression());
    }
    return items;
  }

  private parseDict(start: number): Expression {
    const pairs: Pair[] = [];
    while (!this.skip('right-curly')) {
      if (pairs.length > 0) {
        this.expectType('comma', '"," or "}"');
        if (this.skip('right-curly')) break;
      }
      const key = this.parseExpression();
      this.expectType('colon', '":" after the key');
      const value = this.parseExpression();
      pairs.push(makeNode('Pair', key.lineno, this.end, key, value) as Pair);
    }
    return makeNode('Dict', start, this.end, pairs) as Expression;
  }

  parsePostfix(node: Expression): Expression {
    for (;;) {
      const token = this.peekToken();
      if (token?.type === 'left-paren') node = this.parseCallOf(node);
      else if (token?.type === 'left-bracket') node = this.parseSubscript(node);
      else if (this.skipValue('operator', '.')) node = this.parseMember(node);
      else return node;
    }
  }

  private parseCallOf(callee: Expression): Call {
    const args = this.parseSignature();
    return makeNode('FunCall', callee.lineno, this.end, callee, args) as Call;
  }

  private parseMember(target: Expression): Expression {
    const token = this.nextToken();
    if (token?.type !== 'symbol' && token?.type !== 'int') {
      this.pushToken(token);
      this.failExpected('a name after "."');
    }
    const key = token.type === 'int' ? Number(token.value) : token.value;
    const literal = makeNode('Literal', token.lineno, token.colno, key);
    return makeNode('LookupVal', target.lineno, this.end, target, literal, true);
  }

  private parseSubscript(target: Expression): Expression {
    this.nextToken();
    const start = this.startOfNext();
    const from = this.nextIs('colon') ? null : this.parseTuple();
    const val = this.nextIs('colon') ? this.parseSlice(start, from) : from;
    this.expectType('right-bracket', '"]"');
    return makeNode('LookupVal', target.lineno, this.end, target, val, false);
  }

  private parseSlice(start: number, from: Expression | null): Slice {
    const part = () =>
      this.skip('colon') && !this.nextIs('colon') && !this.nextIs('right-bracket') ? this.parseExpression() : null;
    const to = part();
    const step = part();
    return makeNode('Slice', start, this.end, from, to, step);
  }

  /** `(a, b, c=1, *more, **named)` of a call or a macro's head; undefined parts are left to whoever reads it. */
  parseSignature(): Arguments {
    const start = this.startOfNext();
    this.expectType('left-paren', '"("');
    const args: Argument[] = [];
    const named: Pair[] = [];
    for (let first = true; !this.skip('right-paren'); first = false) {
      if (!first) {
        this.expectType('comma', '"," or ")"');
        if (this.skip('right-paren')) break;
      }
      this.parseArgument(args, named);
    }
    if (named.length > 0) args.push(makeNode('KeywordArgs', named[0]!.lineno, this.end, named));
    return makeNode('NodeList', start, this.end, args) as Arguments;
  }

  private parseArgument(args: Argument[], named: Pair[]): void {
    const start = this.startOfNext();
    const stars = this.skipValue('operator', '**') ? 2 : this.skipValue('operator', '*') ? 1 : 0;
    const value = this.parseExpression();
    if (stars > 0) args.push(makeNode('Spread', start, this.end, stars, value));
    else if (value.typename === 'Symbol' && this.skipValue('operator', '=')) {
      const given = this.parseExpression();
      named.push(makeNode('Pair', start, this.end, value, given) as Pair);
    } else if (named.length > 0) this.failAt(value, 'the positional arguments before the named ones');
    else args.push(value);
  }

  override parseFilter(node: Expression): Expression {
    for (;;) {
      if (this.skip('pipe')) node = this.parseOneFilter(node);
      else if (this.skipSymbol('is')) node = this.parseTest(node);
      else if (this.nextIs('left-paren')) node = this.parseCallOf(node);
      else return node;
    }
  }

  protected parseOneFilter(input: { lineno: number }): Filter {
    const name = this.parseDottedName();
    const args = this.nextIs('left-paren') ? this.parseSignature().children : [];
    const list = makeNode('NodeList', name.lineno, this.end, [input, ...args]);
    return makeNode('Filter', input.lineno, this.end, name, list) as Filter;
  }

  private parseTest(left: Expression): Expression {
    const negated = this.skipSymbol('not');
    const right = this.parseDottedName();
    const args = this.nextIs('left-paren') ? this.parseSignature() : this.parseBareArgument();
    const test = makeNode('Is', left.lineno, this.end, left, right, args) as Test;
    return negated ? (makeNode('Not', left.lineno, this.end, test) as Expression) : test;
  }

  private parseBareArgument(): Arguments {
    const token = this.peekToken();
    const isArgument =
      ARGUMENT_STARTS.has(token?.type ?? '') && !(token?.type === 'symbol' && NOT_ARGUMENTS.has(token.value));
    const args = isArgument ? [this.parsePrimary()] : [];
    return makeNode('NodeList', this.end, this.end, args) as Arguments;
  }

  // Names of tests may be words of the language: `is none`, `is true`.
  private parseDottedName(): Name {
    const token = this.nextToken();
    if (!token || !['symbol', 'none', 'boolean'].includes(token.type)) {
      this.pushToken(token);
      this.failExpected('a name');
    }
    let name = token.value;
    while (this.skipValue('operator', '.')) name += `.${this.nextToken()?.value ?? ''}`;
    return makeNode('Symbol', token.lineno, this.end, name) as Name;
  }

  private atSign(): boolean {
    const token = this.peekToken();
    return token?.type === 'operator' && (token.value === '-' || token.value === '+');
  }
}
