import type { TreeNode } from './tree.ts';

type Visit = (node: TreeNode) => void;

/** Calls `visit` for the nodes directly below a node, in the order of the text. */
export function forEachChild(node: TreeNode, visit: Visit): void {
  const each = (nodes: readonly TreeNode[]) => nodes.forEach(visit);
  const maybe = (child: TreeNode | null) => void (child && visit(child));
  switch (node.typename) {
    case 'Literal':
    case 'Float':
    case 'Symbol':
    case 'TemplateData':
      return;
    case 'Group':
    case 'Tuple':
    case 'Array':
    case 'Dict':
    case 'KeywordArgs':
    case 'NodeList':
    case 'Root':
    case 'Output':
      return each(node.children);
    case 'Pair':
      return each([node.key, node.value]);
    case 'Spread':
    case 'Do':
      return visit(node.value);
    case 'LookupVal':
      return each([node.target, node.val]);
    case 'Slice':
      return [node.from, node.to, node.step].forEach(maybe);
    case 'FunCall':
      return each([node.name, node.args]);
    case 'Filter':
      return visit(node.args);
    case 'Is':
      return each([node.left, node.args]);
    case 'InlineIf':
      return [node.body, node.cond, node.else_].forEach(maybe);
    case 'Not':
    case 'Neg':
    case 'Pos':
      return visit(node.target);
    case 'Compare':
      return each([node.expr, ...node.ops]);
    case 'CompareOperand':
      return visit(node.expr);
    case 'Caller':
    case 'Macro':
      return each([node.args, node.body]);
    case 'Capture':
      return visit(node.body);
    case 'If':
      return [node.cond, node.body, node.else_].forEach(maybe);
    case 'For':
      return [node.name, node.arr, node.condition, node.body, node.else_].forEach(maybe);
    case 'Set':
      return [node.target, node.value, node.filter ?? node.body].forEach(maybe);
    case 'With':
      return each([...node.names, ...node.values, node.body]);
    default:
      return each([node.left, node.right]);
  }
}

/** Calls `visit` for the node and everything below it, outermost first. */
export function walk(node: TreeNode, visit: Visit): void {
  visit(node);
  forEachChild(node, (child) => walk(child, visit));
}

/** All names that stand below a node, whatever they mean there. */
export function namesIn(node: TreeNode): ReadonlySet<string> {
  const names = new Set<string>();
  walk(node, (found) => {
    if (found.typename === 'Symbol') names.add(found.value);
  });
  return names;
}
