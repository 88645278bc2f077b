import { didYouMean } from '../../diagnostics/index.ts';
import type { ListedNode } from '../../lakemodel.ts';
import { printableLine } from '../terminal/printable.ts';
import { UsageError } from '../usage-error.ts';
import { callLibrary, type Action } from './context.ts';

/** `ls`: one node a line, in the form that `--output` names. */
export const ls: Action = async (context) => {
  const { flags } = context.call;
  if (flags.outputKeys && flags.output !== 'json') {
    throw new UsageError('--output-keys says which keys --output json prints.', { hint: 'Add --output json.' });
  }
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.list(invocation, host),
  );
  const lines = linesFor(report.nodes, flags.output ?? 'selector', flags.outputKeys);
  if (lines.length > 0) context.terminal.result(lines.join('\n'));
  return exitCode;
};

function linesFor(nodes: readonly ListedNode[], output: string, keys: readonly string[] | undefined): string[] {
  if (output === 'json') return jsonLines(nodes, keys);
  if (output === 'name') return nodes.map((node) => printableLine(node.name));
  if (output === 'path') return nodes.map((node) => printableLine(node.path));
  return nodes.map((node) => printableLine(node.selector));
}

function jsonLines(nodes: readonly ListedNode[], keys: readonly string[] | undefined): string[] {
  const objects = nodes.map(inDbtWords);
  const known = new Set(objects.flatMap(Object.keys));
  for (const key of keys ?? []) {
    if (objects.length > 0 && !known.has(key)) {
      throw new UsageError(`No node has the key "${key}".`, {
        hint: didYouMean(key, known) ?? `Keys: ${[...known].join(', ')}.`,
      });
    }
  }
  return objects.map((object) => JSON.stringify(keys ? pick(object, keys) : object));
}

function inDbtWords({ id, resourceType, path, ...others }: ListedNode): Record<string, unknown> {
  return { unique_id: id, resource_type: resourceType, original_file_path: path, ...others };
}

function pick(object: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]]));
}
