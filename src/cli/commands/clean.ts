import { callLibrary, type Action } from './context.ts';

/** `clean`: says what was removed and what was kept, and why. */
export const clean: Action = async (context) => {
  const { terminal, call } = context;
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.clean(invocation, { all: call.flags.all ?? false }, host),
  );
  const lines = [
    ...report.removed.map((path) => `removed ${path}`),
    ...report.kept.map(({ path, why }) => `kept ${path}: ${why}`),
  ];
  terminal.result(lines.length > 0 ? lines.join('\n') : 'Nothing to remove.');
  return exitCode;
};
