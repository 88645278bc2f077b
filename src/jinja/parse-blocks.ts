import { lineAndColumn, type Diagnostic, type Outcome, type Source, type Span } from '../diagnostics/index.ts';
import { guarded } from './syntax/parse-tree.ts';
import { TemplateParser } from './syntax/template-parser.ts';
import type { Macro } from './syntax/tree.ts';
import { problem, type Range } from './template-error.ts';

type BlockTag = 'macro' | 'test' | 'data_test' | 'snapshot' | 'docs' | 'materialization';

/** A parameter of a macro or test; `default` is its source text. */
export interface BlockParameter {
  readonly name: string;
  readonly default?: string;
}

/** One definition in a file of macros, tests, snapshots or docs. Spans are offsets into the file's text. */
export interface TemplateBlock {
  readonly kind: 'macro' | 'test' | 'snapshot' | 'docs';
  readonly name: string;
  readonly parameters: readonly BlockParameter[];
  readonly span: Span;
  readonly nameSpan: Span;
  readonly bodySpan: Span;
  /** The text between the tags, as it stands; that of `docs` is no template. */
  readonly body: string;
}

// A comment, a raw block's beginning, or a tag that may begin a definition.
const LANDMARK = /\{#|\{%[-+]?\s*(raw|macro|test|data_test|snapshot|docs|materialization)\b/g;
// Inside a definition: what may hide an end tag, or nest.
const INNER = /\{#|\{%[-+]?\s*(\w+)|\{\{/g;

/**
 * Finds the definitions of a file. Whatever stands outside of them is ignored, as in dbt. A broken definition is reported and left out,
 * the others are kept.
 */
export function parseBlocks(source: Source): Outcome<TemplateBlock[]> {
  const blocks: TemplateBlock[] = [];
  const diagnostics: Diagnostic[] = [];
  const { text } = source;
  let at = 0;
  for (let mark = next(LANDMARK, text, at); mark; mark = next(LANDMARK, text, at)) {
    const start = mark.index;
    const end = start + mark[0].length;
    const parsed = guarded(source, { start, end }, () => readMark(source, start, end, mark[1]));
    if (parsed.tree) {
      at = parsed.tree.end;
      if (parsed.tree.block) blocks.push(parsed.tree.block);
    } else {
      diagnostics.push(...('diagnostics' in parsed ? parsed.diagnostics : []));
      at = end;
      // Nothing behind an end that is missing can be told apart.
      if (diagnostics.some(({ code }) => code === 'template-block-unclosed' || code === 'template-unclosed')) break;
    }
  }
  return { value: blocks, diagnostics };
}

/** A block's body as a source of its own, with the place in the file where it begins. */
export function blockBody(source: Source, block: TemplateBlock): Source {
  const { line, column } = lineAndColumn(source.text, block.bodySpan.start);
  return {
    file: source.file,
    text: block.body,
    line: (source.line ?? 1) + line - 1,
    column: line === 1 ? (source.column ?? 1) + column - 1 : column,
  };
}

interface Mark {
  readonly end: number;
  readonly block?: TemplateBlock;
}

function readMark(source: Source, start: number, end: number, tag: string | undefined): Mark {
  const { text } = source;
  if (tag === undefined) return { end: endOf('#}', text, start, 'comment') };
  if (tag === 'raw') return { end: endTag('raw', 'endraw', text, end, { start, end }).end };
  return readBlock(source, start, end, tag as BlockTag);
}

function readBlock(source: Source, start: number, tagEnd: number, tag: BlockTag): Mark {
  const { file, text } = source;
  const tagStart = tagEnd - tag.length;
  const range = { start: tagStart, end: tagEnd };
  if (tag === 'materialization') {
    throw problem(
      'template-tag-refused',
      { tag, why: 'materializations are built in; configure one of them' },
      { range },
    );
  }
  const parser = new TemplateParser(text, start);
  parser.nextToken();
  parser.nextToken();
  if (parser.peekToken()?.type !== 'symbol') throw problem('block-head-invalid', { kind: tag }, { range });
  const head = parser.parseHead(tagEnd);
  const bodyStart = parser.advanceAfterBlockEnd(tag).colno;
  const close = endTag(tag, `end${tag}`, text, bodyStart, range);
  const span = (from: number, to: number): Span => ({ file, start: from, end: to });
  const block: TemplateBlock = {
    kind: tag === 'data_test' ? 'test' : tag,
    name: head.name.value,
    parameters: parametersOf(head.args, text),
    span: span(start, close.end),
    nameSpan: span(head.name.lineno, head.name.colno),
    bodySpan: span(bodyStart, close.start),
    body: text.slice(bodyStart, close.start),
  };
  return { end: close.end, block };
}

function parametersOf(args: Macro['args'], text: string): BlockParameter[] {
  return args.children.flatMap((arg): BlockParameter[] => {
    if (arg.typename === 'Symbol') return [{ name: arg.value }];
    if (arg.typename !== 'KeywordArgs') return [];
    return arg.children.map(({ key, value }) => ({
      name: text.slice(key.lineno, key.colno),
      default: text.slice(value.lineno, value.colno),
    }));
  });
}

/** The end tag that belongs to a block, comments, raw text and nested blocks of its kind left aside. */
function endTag(tag: string, end: string, text: string, from: number, opener: Range): Range {
  const unclosed = () => problem('template-block-unclosed', { tag, awaited: [end] }, { range: opener });
  const plain = tag === 'docs' || tag === 'raw';
  const pattern = plain ? new RegExp(`\\{%[-+]?\\s*(${end})\\b`, 'g') : INNER;
  let depth = 1;
  let at = from;
  for (let mark = next(pattern, text, at); mark; mark = next(pattern, text, at)) {
    const [opening, name] = mark;
    if (name === tag) depth++;
    if (name === end && --depth === 0) return { start: mark.index, end: endOf('%}', text, mark.index, 'tag') };
    at = plain ? mark.index + opening.length : skip(opening, name, text, mark.index);
  }
  throw unclosed();
}

function skip(opening: string, name: string | undefined, text: string, at: number): number {
  if (opening === '{#') return endOf('#}', text, at, 'comment');
  if (name === 'raw')
    return endTag('raw', 'endraw', text, at + opening.length, { start: at, end: at + opening.length }).end;
  return at + opening.length;
}

function endOf(mark: string, text: string, from: number, what: 'comment' | 'tag'): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw problem('template-unclosed', { what }, { range: { start: from, end: from + 2 } });
  return at + mark.length;
}

function next(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}
