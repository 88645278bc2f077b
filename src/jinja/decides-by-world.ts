import type { Source } from '../diagnostics/index.ts';
import { parseTree } from './syntax/parse-tree.ts';
import type { Expression, TreeNode } from './syntax/tree.ts';
import { forEachChild } from './syntax/walk.ts';

/** What differs between two runs of the same text: the target, the environment, variables, the warehouse, the time. */
const WORLD: ReadonlySet<string> = new Set([
  'target',
  'env_var',
  'var',
  'flags',
  'execute',
  'this',
  'run_query',
  'statement',
  'load_result',
  'adapter',
  'modules',
  'run_started_at',
  'invocation_id',
  'graph',
  'load_relation',
]);

/**
 * Whether a template does more with the world outside than print it: then what it renders to in one world does not show all that it may
 * render to in others. `is_incremental()` is no such thing, as it has two answers only. True for what cannot be read.
 */
export function decidesByWorld(source: Source): boolean {
  if (!source.text.includes('{')) return false;
  const parsed = parseTree(source);
  return !parsed.tree || decides(parsed.tree);
}

function decides(node: TreeNode): boolean {
  if (node.typename === 'Output' && node.children.every(isPrintedAlone)) return false;
  if (node.typename === 'Symbol') return WORLD.has(node.value);
  if (node.typename === 'FunCall') {
    // Configuration is no part of what is rendered; a dispatch finds the same macro on every engine.
    if (isName(node.name, 'config')) return false;
    if (isDispatch(node.name)) return decides(node.args);
  }
  let found = false;
  forEachChild(node, (child) => {
    found ||= decides(child);
  });
  return found;
}

/** `{{ target.schema }}`, `{{ env_var('X') }}`, `{{ var('x') }}`, `{{ this }}`: without a default, which would not show. */
function isPrintedAlone(child: TreeNode): boolean {
  if (child.typename === 'Symbol') return child.value === 'this';
  if (child.typename === 'LookupVal') return isName(child.target, 'target') && child.dotted;
  if (child.typename !== 'FunCall' || !(isName(child.name, 'env_var') || isName(child.name, 'var'))) return false;
  const [only, ...more] = child.args.children;
  return more.length === 0 && only?.typename === 'Literal';
}

function isName(node: Expression, name: string): boolean {
  return node.typename === 'Symbol' && node.value === name;
}

function isDispatch(node: Expression): boolean {
  return (
    node.typename === 'LookupVal' &&
    isName(node.target, 'adapter') &&
    (node.val.typename === 'Symbol' || node.val.typename === 'Literal') &&
    node.val.value === 'dispatch'
  );
}
