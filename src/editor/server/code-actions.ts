import { CodeActionKind, type CodeAction, type CodeActionContext } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { replacedText } from '../features/replacements.ts';
import type { DiagnosticData } from './to-diagnostics.ts';

/** "Did you mean": a name put in the place of the one that is wrong, as long as that one still stands there. */
export function codeActions(document: TextDocument, { diagnostics }: CodeActionContext): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { replacements = [] } = (diagnostic.data ?? {}) as Partial<DiagnosticData>;
    if (!Array.isArray(replacements)) return [];
    const at = document.getText(diagnostic.range);
    const message = typeof diagnostic.message === 'string' ? diagnostic.message : diagnostic.message.value;
    return replacements
      .filter((text) => typeof text === 'string' && text !== at && replacedText(at, message, text) !== undefined)
      .map((newText): CodeAction => ({
        title: `Replace ${at} by ${newText}`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: replacements.length === 1,
        edit: {
          documentChanges: [
            {
              textDocument: { uri: document.uri, version: document.version },
              edits: [{ range: diagnostic.range, newText }],
            },
          ],
        },
      }));
  });
}
