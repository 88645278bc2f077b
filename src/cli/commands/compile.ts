import { callLibrary, type Action } from './context.ts';

/** `compile`: the SQL of a single node, else where the files are. */
export const compile: Action = async (context) => {
  const { terminal } = context;
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.compile(invocation, host),
  );
  const [node] = report.nodes;
  if (report.nodes.length === 1 && node) terminal.result(node.sql.trimEnd());
  else if (exitCode === 0 && report.nodes.length > 0) {
    terminal.say(`Compiled ${report.nodes.length} nodes to ${report.writtenTo}.`);
  }
  return exitCode;
};
