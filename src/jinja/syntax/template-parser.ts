import { didYouMean } from '../../diagnostics/index.ts';
import { problem, type Range } from '../template-error.ts';
import { ExpressionParser } from './expression-parser.ts';
import { Tokenizer } from './tokenizer.ts';
import {
  makeNode,
  type Body,
  type Capture,
  type Do,
  type Expression,
  type Filter,
  type For,
  type Macro,
  type Name,
  type Output,
  type Set as SetNode,
  type Statement,
  type Target,
  type With,
} from './tree.ts';

const TAGS = ['if', 'for', 'set', 'macro', 'call', 'filter', 'raw', 'do', 'with'] as const;
/** Tags that Jinja2 or nunjucks know and that have no meaning here, with the reason. */
const REFUSED: Readonly<Record<string, string>> = {
  include: 'templates are not loaded from files; write a macro and call it',
  import: 'macros of all files are known everywhere; call them by name',
  from: 'macros of all files are known everywhere; call them by name',
  extends: 'templates do not inherit from each other; write a macro and call it',
  block: 'templates do not inherit from each other; write a macro and call it',
  materialization: 'materializations are built in; configure one of them',
};
const MACRO_ENDS: Readonly<Record<string, string>> = {
  macro: 'endmacro',
  test: 'endtest',
  data_test: 'enddata_test',
  snapshot: 'endsnapshot',
};

interface Opener extends Range {
  readonly tag: string;
}

/** nunjucks's parser with dbt's tags and Jinja2's statements. Every problem is a `TemplateProblem` with its range. */
export class TemplateParser extends ExpressionParser {
  // Blocks that are open, innermost last: an end that is missing or wrong is told with the block's beginning.
  private readonly openers: Opener[] = [];
  // Where the tag that is being read begins, at its "{%".
  private tagStart = 0;

  /** Reads the template between two offsets of a text; nodes carry offsets into the whole text. */
  constructor(text: string, start?: number, end?: number) {
    super(new Tokenizer(text, start, end));
  }

  parseTemplate(): Body {
    return this.parseAsRoot() as Body;
  }

  override parseNodes(): Statement[] {
    const statements: Statement[] = [];
    for (let token = this.nextToken(); token; token = this.nextToken()) {
      if (token.type === 'data') this.addData(statements, token.value, token.lineno);
      else if (token.type === 'comment') this.dropLeadingWhitespace = token.value.endsWith('-#}');
      else if (token.type === 'variable-start') statements.push(this.parseOutput(token.lineno));
      else {
        this.tagStart = token.lineno;
        const statement = this.parseStatement();
        if (!statement) break;
        if (statement !== 'nothing') statements.push(statement);
      }
    }
    return statements;
  }

  private addData(statements: Statement[], text: string, at: number): void {
    let value = this.dropLeadingWhitespace ? text.trimStart() : text;
    const start = at + text.length - value.length;
    this.dropLeadingWhitespace = false;
    if (this.trimsBefore()) value = value.trimEnd();
    if (value) statements.push(dataOutput(value, start));
  }

  private trimsBefore(): boolean {
    const next = this.peekToken();
    return (
      /^\{[{%#]-/.test(next?.value ?? '') && ['block-start', 'variable-start', 'comment'].includes(next?.type ?? '')
    );
  }

  private parseOutput(start: number): Output {
    this.dropLeadingWhitespace = false;
    const value = this.parseTuple();
    const end = this.nextToken();
    if (end?.type !== 'variable-end') {
      this.pushToken(end);
      this.failExpected('"}}"');
    }
    this.dropLeadingWhitespace = end.value.startsWith('-');
    return makeNode('Output', start, this.end, [value]) as Output;
  }

  /** One `{% … %}` block. Null means: this is an end that the caller waits for. */
  override parseStatement(): Statement | 'nothing' | null {
    this.dropLeadingWhitespace = false;
    const token = this.peekToken();
    if (token?.type !== 'symbol') this.failExpected('the name of a tag');
    if (this.breakOnBlocks?.includes(token.value)) return null;
    this.openers.push({ tag: token.value, start: token.lineno, end: token.colno });
    const statement = this.parseTag(token.value, token.lineno);
    this.openers.pop();
    return statement;
  }

  private parseTag(tag: string, start: number): Statement | 'nothing' {
    switch (tag) {
      case 'if':
        return this.parseIf() as Statement;
      case 'for':
        return this.parseFor(start);
      case 'set':
        return this.parseSet(start);
      case 'macro':
        return this.parseMacro();
      case 'call':
        return this.parseCall(start);
      case 'filter':
        return this.parseFilterStatement(start);
      case 'raw':
        return this.parseRaw();
      case 'do':
        return this.parseDo(start);
      case 'with':
        return this.parseWith(start);
      default:
        return this.failTag(tag);
    }
  }

  private failTag(tag: string): never {
    const { start, end } = this.openers.pop() as Opener;
    const range = { start, end };
    if (Object.hasOwn(REFUSED, tag)) {
      throw problem('template-tag-refused', { tag, why: REFUSED[tag] as string }, { range });
    }
    const outer = this.openers.at(-1);
    if (tag.startsWith('end') || tag === 'else' || tag === 'elif') {
      const other = outer && {
        start: outer.start,
        end: outer.end,
        message: `The open block "${outer.tag}" begins here:`,
      };
      // nunjucks waits for "elseif" too, which Jinja2 does not know.
      const awaited = (this.breakOnBlocks ?? []).filter((name) => name !== 'elseif');
      throw problem('template-end-unexpected', { tag, awaited }, { range, other });
    }
    throw problem('template-tag-unknown', { tag }, { range, hint: didYouMean(tag, TAGS) });
  }

  override parseUntilBlocks(...names: string[]): Body {
    const body = super.parseUntilBlocks(...names) as Body;
    if (this.peekToken()) return body;
    const { tag, start, end } = this.openers.at(-1) as Opener;
    throw problem('template-block-unclosed', { tag, awaited: names }, { range: { start, end } });
  }

  private parseFor(start: number): For {
    this.nextToken();
    const name = this.parseTarget(false);
    if (!this.skipSymbol('in')) this.failExpected('"in"');
    const arr = this.parseTuple(() => this.parseOr());
    const condition = this.skipSymbol('if') ? this.parseExpression() : null;
    if (this.peekToken()?.value === 'recursive')
      this.failExpected('"%}"; recursive loops are not supported, a macro may call itself');
    this.advanceAfterBlockEnd('for');
    const body = this.parseUntilBlocks('endfor', 'else');
    let otherwise: Body | null = null;
    if (this.skipSymbol('else')) {
      this.advanceAfterBlockEnd('else');
      otherwise = this.parseUntilBlocks('endfor');
    }
    this.advanceAfterBlockEnd();
    return makeNode('For', start, this.end, arr, name, body, otherwise, condition);
  }

  private parseSet(start: number): SetNode {
    this.nextToken();
    const target = this.parseTarget(true);
    if (this.skipValue('operator', '=')) {
      const value = this.parseTuple();
      const node = makeNode('Set', start, this.end, target, value, null, null);
      this.advanceAfterBlockEnd('set');
      return node;
    }
    const capture = makeNode('Capture', start, this.end, null) as Capture;
    const filter = this.nextIs('pipe') ? (this.parseFilter(capture as never) as unknown as Filter) : null;
    if (!this.nextIs('block-end')) this.failExpected('"=" or "%}"');
    this.advanceAfterBlockEnd('set');
    capture.body = this.parseUntilBlocks('endset');
    this.advanceAfterBlockEnd();
    return makeNode('Set', start, this.end, target, null, capture, filter);
  }

  // `a`, `a, b`, `a, (b, c)`, and where a namespace may be written to, `ns.a`.
  private parseTarget(members: boolean): Target {
    const start = this.startOfNext();
    const targets = [this.parseOneTarget(members)];
    let tuple = false;
    while (this.skip('comma')) {
      tuple = true;
      if (!this.nextIs('symbol') && !this.nextIs('left-paren')) break;
      targets.push(this.parseOneTarget(members));
    }
    return tuple ? (makeNode('Tuple', start, this.end, targets) as Target) : (targets[0] as Target);
  }

  private parseOneTarget(members: boolean): Target {
    if (this.skip('left-paren')) {
      const inner = this.parseTarget(members);
      this.expectType('right-paren', '")"');
      return inner;
    }
    if (!this.nextIs('symbol')) this.failExpected('a name to assign to');
    const name = this.parsePrimary(!members);
    if (name.typename === 'Symbol') return name;
    if (name.typename === 'LookupVal' && name.dotted && name.target.typename === 'Symbol') return name;
    return this.failAt(name, 'a name to assign to');
  }

  override parseMacro(): Macro {
    const macro = super.parseMacro() as Macro;
    this.checkParameters(macro);
    return macro;
  }

  /** A `{% macro %}`, `{% test %}` or `{% snapshot %}` block from its tag's name on, body included. */
  parseDefinition(): Macro {
    const tag = this.nextToken();
    const kind = tag?.value ?? '';
    if (!tag || !Object.hasOwn(MACRO_ENDS, kind)) return this.failExpected('"macro", "test" or "snapshot"');
    this.openers.push({ tag: kind, start: tag.lineno, end: tag.colno });
    const head = this.parseHead(tag.lineno);
    this.advanceAfterBlockEnd(kind);
    const body = this.parseUntilBlocks(MACRO_ENDS[kind] as string);
    this.openers.pop();
    this.advanceAfterBlockEnd();
    return makeNode('Macro', tag.lineno, this.end, head.name, head.args, body);
  }

  /** `name(a, b=1)`, or a name alone, of a block's head. */
  parseHead(start: number): Pick<Macro, 'name' | 'args'> {
    if (!this.nextIs('symbol')) this.failExpected('a name');
    const name = this.parsePrimary(true) as Name;
    const args = this.nextIs('left-paren') ? this.parseSignature() : makeNode('NodeList', start, this.end, []);
    const head = { name, args: args as Macro['args'] };
    this.checkParameters(head);
    return head;
  }

  private checkParameters({ args }: Pick<Macro, 'args'>): void {
    for (const arg of args.children) {
      if (arg.typename !== 'Symbol' && arg.typename !== 'KeywordArgs') this.failAt(arg, 'the name of a parameter');
    }
  }

  private parseCall(start: number): Output {
    const { tagStart } = this;
    this.nextToken();
    const callerArgs = this.nextIs('left-paren') ? this.parseSignature() : makeNode('NodeList', start, this.end, []);
    const call = this.parseExpression();
    if (call.typename !== 'FunCall') this.failAt(call, 'a call of a macro');
    this.advanceAfterBlockEnd('call');
    const end = this.end;
    const body = this.parseUntilBlocks('endcall');
    this.advanceAfterBlockEnd();
    const callerName = makeNode('Symbol', start, end, 'caller');
    const caller = makeNode('Caller', start, end, callerName, callerArgs, body);
    const pair = makeNode('Pair', start, end, callerName, caller);
    call.args.children.push(makeNode('KeywordArgs', start, end, [pair]));
    return makeNode('Output', tagStart, end, [call]) as Output;
  }

  override parseFilterStatement(start = 0): Output {
    const { tagStart } = this;
    this.nextToken();
    const capture = makeNode('Capture', start, this.end, null) as Capture;
    let node: Filter = this.parseOneFilter(capture);
    while (this.skip('pipe')) node = this.parseOneFilter(node);
    this.advanceAfterBlockEnd('filter');
    const end = this.end;
    capture.body = this.parseUntilBlocks('endfilter');
    this.advanceAfterBlockEnd();
    return makeNode('Output', tagStart, end, [node]) as Output;
  }

  private parseRaw(): Output | 'nothing' {
    const opener = this.openers.at(-1) as Opener;
    this.nextToken();
    const begin = this.advanceAfterBlockEnd('raw');
    const raw = this.tokens.rawUntil(/\{%[-+]?\s*endraw\s*[-+]?%\}/g);
    if (!raw) throw problem('template-block-unclosed', { tag: 'raw', awaited: ['endraw'] }, { range: opener });
    let value = this.tokens.str.slice(raw.start, raw.end);
    const leading = begin.value.startsWith('-') ? value.length - value.trimStart().length : 0;
    value = value.slice(leading);
    if (raw.tag.startsWith('{%-')) value = value.trimEnd();
    this.dropLeadingWhitespace = raw.tag.endsWith('-%}');
    return value ? dataOutput(value, raw.start + leading) : 'nothing';
  }

  private parseDo(start: number): Do {
    this.nextToken();
    const value = this.parseTuple();
    const node = makeNode('Do', start, this.end, value);
    this.advanceAfterBlockEnd('do');
    return node;
  }

  private parseWith(start: number): With {
    this.nextToken();
    const names: Name[] = [];
    const values: Expression[] = [];
    while (!this.nextIs('block-end')) {
      if (names.length > 0) this.expectType('comma', '"," or "%}"');
      const name = this.parseOneTarget(false) as Name;
      if (!this.skipValue('operator', '=')) this.failExpected('"="');
      names.push(name);
      values.push(this.parseExpression());
    }
    this.advanceAfterBlockEnd('with');
    const body = this.parseUntilBlocks('endwith');
    this.advanceAfterBlockEnd();
    return makeNode('With', start, this.end, names, values, body);
  }
}

function dataOutput(value: string, start: number): Output {
  const data = makeNode('TemplateData', start, start + value.length, value);
  return makeNode('Output', start, start + value.length, [data]) as Output;
}
