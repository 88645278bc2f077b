import { problem } from '../template-error.ts';
import type { Body, For, If, Output, Set as SetNode, Statement, Target } from '../syntax/tree.ts';
import { defined, describeKind, itemsOf, truth } from '../values/kinds.ts';
import { toText } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { evaluate } from './expressions.ts';
import { Frame } from './frame.ts';
import { Loop } from './loop.ts';
import { Namespace } from './namespace.ts';
import type { Rendering } from './rendering.ts';

/** Runs a body's statements in a frame; what they print goes to the rendering's buffer. */
export function execute(body: Body, frame: Frame, run: Rendering): void {
  for (const statement of body.children) executeStatement(statement, frame, run);
}

function executeStatement(node: Statement, frame: Frame, run: Rendering): void {
  switch (node.typename) {
    case 'Output':
      return print(node, frame, run);
    case 'If':
      return executeIf(node, frame, run);
    case 'For':
      return executeFor(node, frame, run);
    case 'Set':
      return executeSet(node, frame, run);
    case 'Macro':
      return frame.set(node.name.value, run.localMacro(node, frame, true));
    case 'Do':
      return void defined(evaluate(node.value, frame, run));
    case 'With': {
      const inner = new Frame(frame);
      node.values.forEach((value, index) => inner.set(node.names[index]!.value, evaluate(value, frame, run)));
      return execute(node.body, inner, run);
    }
  }
}

function print(node: Output, frame: Frame, run: Rendering): void {
  for (const child of node.children) {
    if (child.typename === 'TemplateData') run.out.literal(child.value, child.lineno);
    else {
      const value = evaluate(child, frame, run);
      run.locate(child);
      run.out.printed(toText(value, run.meter), node.lineno, node.colno);
    }
  }
}

function executeIf(node: If, frame: Frame, run: Rendering): void {
  const value = evaluate(node.cond, frame, run);
  run.locate(node.cond);
  if (truth(value)) execute(node.body, frame, run);
  else if (node.else_?.typename === 'If') executeIf(node.else_, frame, run);
  else if (node.else_) execute(node.else_, frame, run);
}

function executeFor(node: For, frame: Frame, run: Rendering): void {
  const value = defined(evaluate(node.arr, frame, run));
  run.locate(node.arr);
  const all = itemsOf(value);
  if (!all) throw problem('template-type', { reason: `a loop cannot go through ${describeKind(value)}` });
  const { condition } = node;
  const items = [...all].filter((item) => condition === null || wanted(item));
  const loop = new Loop(items);
  items.forEach((item, index) => {
    const inner = new Frame(frame);
    loop.moveTo(index);
    inner.set('loop', loop);
    assign(node.name, item, inner, run);
    execute(node.body, inner, run);
  });
  if (items.length === 0 && node.else_) execute(node.else_, new Frame(frame), run);

  function wanted(item: Value): boolean {
    const inner = new Frame(frame);
    assign(node.name, item, inner, run);
    return truth(evaluate(condition!, inner, run));
  }
}

function executeSet(node: SetNode, frame: Frame, run: Rendering): void {
  const value = node.value
    ? evaluate(node.value, frame, run)
    : node.filter
      ? evaluate(node.filter, frame, run)
      : run.capture(node.body!.body, frame);
  assign(node.target, value, frame, run);
}

function assign(target: Target, value: Value, frame: Frame, run: Rendering): void {
  run.step(target);
  switch (target.typename) {
    case 'Symbol':
      return frame.set(target.value, value);
    case 'LookupVal': {
      const owner = evaluate(target.target, frame, run);
      run.locate(target);
      if (!(owner instanceof Namespace)) {
        throw problem('template-assignment', { reason: `${describeKind(defined(owner))} is not a namespace()` });
      }
      return owner.set((target.val as { value: string }).value, value);
    }
    case 'Tuple': {
      const items = itemsOf(defined(value));
      const { length } = target.children;
      if (items?.length !== length) {
        const what = items ? `it has ${items.length} items` : `${describeKind(value)} has no items`;
        throw problem('template-assignment', { reason: `${length} names are waiting, and ${what}` });
      }
      target.children.forEach((child, index) => assign(child, items[index] as Value, frame, run));
    }
  }
}
