import type { Source } from '../diagnostics/index.ts';
import { parseBlocks } from './parse-blocks.ts';
import { parseDefinition, parseTree } from './syntax/parse-tree.ts';
import type { Call, TreeNode } from './syntax/tree.ts';
import { forEachChild } from './syntax/walk.ts';

/** A stretch of a template: text in quotes in a tag, or the template's own text. Offsets are of the source's text, quotes included. */
export interface TemplateText {
  readonly kind: 'string' | 'data';
  readonly start: number;
  readonly end: number;
  /** The calls that a string is an argument of, outermost first: `config`, `ref`, `dbt_utils.star`. */
  readonly calls: readonly string[];
}

/** The texts of a template, in the order of the text; none where its syntax is broken. Comments are no texts. */
export function templateTexts(source: Source): readonly TemplateText[] {
  const { tree } = parseTree(source);
  return tree ? textsIn(tree, source.text) : [];
}

/** The texts of the definitions in a file of macros and tests. */
export function definitionTexts(source: Source): readonly TemplateText[] {
  return parseBlocks(source).value.flatMap(({ span }) => {
    const { tree } = parseDefinition(source, span);
    return tree ? textsIn(tree, source.text) : [];
  });
}

function textsIn(root: TreeNode, text: string): readonly TemplateText[] {
  const found: TemplateText[] = [];
  const visit = (node: TreeNode, calls: readonly string[]): void => {
    if (node.typename === 'TemplateData') found.push({ kind: 'data', start: node.lineno, end: node.colno, calls });
    // The name of a member, `a.b`, is a literal of the tree, too.
    if (node.typename === 'Literal' && typeof node.value === 'string' && /['"]/.test(text[node.lineno] ?? ''))
      found.push({ kind: 'string', start: node.lineno, end: node.colno, calls });
    const inner = node.typename === 'FunCall' ? [...calls, calleeOf(node)] : calls;
    forEachChild(node, (child) => visit(child, inner));
  };
  visit(root, []);
  return found.sort((a, b) => a.start - b.start);
}

function calleeOf({ name }: Call): string {
  if (name.typename === 'Symbol') return name.value;
  if (name.typename !== 'LookupVal' || name.target.typename !== 'Symbol') return '';
  return name.val.typename === 'Literal' ? `${name.target.value}.${String(name.val.value)}` : '';
}
