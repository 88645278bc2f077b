import { LSPErrorCodes, ResponseError, type Range, type WorkspaceEdit } from 'vscode-languageserver/node';
import type { View } from '../features/view.ts';
import { columnAt, type ColumnAt } from '../rename/column-at.ts';
import { renameColumn } from '../rename/rename-column.ts';
import { renameTools } from '../rename/rename-tools.ts';
import { createPositions } from './text-positions.ts';
import type { OpenFile, Workspace } from './workspace.ts';

/** The name that would be changed, where a column stands at a place. */
export function prepareRename(view: View & OpenFile): { range: Range; placeholder: string } | undefined {
  const found = renamedAt(view);
  if (!found) return undefined;
  const { document, text } = view;
  const { start, end } = found.span;
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { range, placeholder: text.slice(start, end) };
}

/** Edits for all files that name the column. Throws, with the reasons, where it cannot be renamed for sure. */
export async function renameAt(workspace: Workspace, view: View & OpenFile, newName: string): Promise<WorkspaceEdit> {
  const { session } = view;
  const known = session.analysis();
  const found = renamedAt(view);
  if (!known || !found) throw refusal('There is no column here that can be renamed.');
  const { analysis, options } = known;
  const { edits, diagnostics } = await renameColumn(analysis, found.column, newName, renameTools(options));
  if (edits.size === 0) throw refusal(reasons(diagnostics) || 'Nothing would change.');
  const positions = createPositions((file) => session.readText(file));
  const { projectDir } = session;
  const documentChanges = [...edits].map(([file, list]) => {
    const uri = workspace.uriOfFile(projectDir, file);
    const version = workspace.find(uri)?.document.version ?? null;
    const changes = list.map(({ start, end, text }) => ({
      range: positions.rangeOf({ file, start, end }),
      newText: text,
    }));
    return { textDocument: { uri, version }, edits: changes };
  });
  return { documentChanges };
}

/** The column at a place. Throws, with the reason, where there is one that cannot be renamed. */
function renamedAt({ session, file, offset, isCurrent }: View & OpenFile): ColumnAt | undefined {
  const known = session.analysis();
  if (!isCurrent || !known?.analysis.project) return undefined;
  const found = columnAt(known.analysis.project, file, offset, renameTools(known.options));
  if (found && 'refusal' in found) throw refusal(reasons([found.refusal]));
  return found;
}

function reasons(diagnostics: readonly { readonly message: string; readonly hint?: string }[]): string {
  return diagnostics.map(({ message, hint }) => (hint === undefined ? message : `${message} ${hint}`)).join('\n');
}

function refusal(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
