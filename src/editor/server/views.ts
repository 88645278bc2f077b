import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Location,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { CompletionView } from '../features/completion.ts';
import type { View } from '../features/view.ts';
import type { FileRange } from '../positions/template-map.ts';
import { createPositions } from './text-positions.ts';
import type { OpenFile, Workspace } from './workspace.ts';

/** Waits until the project of a document is understood as it is now. Throws where the editor does not want the answer any more. */
export async function settled({ session }: Pick<OpenFile, 'session'>, token: CancellationToken): Promise<void> {
  const controller = new AbortController();
  const cancelled = token.onCancellationRequested(() => controller.abort());
  try {
    if (token.isCancellationRequested) controller.abort();
    await session.settled(controller.signal);
  } finally {
    cancelled.dispose();
  }
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

/** The place that a request is about; undefined where it is in no project that could ever be loaded. */
export async function viewOf(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
  token: CancellationToken,
): Promise<(View & OpenFile) | undefined> {
  const open = workspace.find(textDocument.uri);
  if (!open) return undefined;
  await settled(open, token);
  return viewAt(open, position);
}

function viewAt(open: OpenFile, position: TextDocumentPositionParams['position']): (View & OpenFile) | undefined {
  const { document, session, file } = open;
  const project = session.project();
  if (!project) return undefined;
  const text = document.getText();
  const isCurrent = (project.opened.project.texts[file] ?? '') === text || isSeed(file, project.opened.project.texts[file], text); // prettier-ignore
  return { ...open, project, text, offset: document.offsetAt(position), isCurrent };
}

/** Of a seed the project keeps the header alone. */
function isSeed(file: string, known: string | undefined, text: string): boolean {
  return file.endsWith('.csv') && known !== undefined && text.startsWith(known);
}

/** A place for completion, at once: what is being typed is mostly no whole query, and the editor waits. */
export function completionView(
  workspace: Workspace,
  { textDocument, position }: TextDocumentPositionParams,
): CompletionView | undefined {
  const open = workspace.find(textDocument.uri);
  const view = open && viewAt(open, position);
  return view && { ...view, lastReadings: view.session.lastReadings(view.file) };
}

/** Ranges of project files as the protocol's locations. Files that the project does not know (of the package itself) are left out. */
export function locationsOf(
  workspace: Workspace,
  { session }: Pick<OpenFile, 'session'>,
  ranges: readonly FileRange[],
): Location[] {
  const { projectDir } = session;
  const positions = createPositions((file) => session.readText(file) ?? workspace.textOf(projectDir, file));
  return ranges
    .filter(({ file }) => file !== '' && workspace.textOf(projectDir, file) !== undefined)
    .map((range) => ({ uri: workspace.uriOfFile(projectDir, range.file), range: positions.rangeOf(range) }));
}
