import type { Editor } from '../../lakemodel.ts';
import { callLibrary, type Action } from './context.ts';

/** `editor-settings <editor>`: prints them, or writes the project's settings file. */
export const editorSettings: Action = async (context) => {
  const editor = context.call.args[0] as Editor;
  const { write = false } = context.call.flags;
  const { report, exitCode } = await callLibrary(context, (library, invocation, host) =>
    library.editorSettings(invocation, { editor, write }, host),
  );
  if (report.file !== undefined) context.terminal.result(`created ${report.file}`);
  else if (report.text !== '') context.terminal.result(report.text.trimEnd());
  return exitCode;
};
