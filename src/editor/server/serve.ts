import {
  CodeActionKind,
  createConnection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  type CancellationToken,
  type Connection,
  type CodeActionParams,
  type InitializeParams,
  type ReferenceParams,
  type RenameParams,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { EditorOptions } from '../../lakemodel.ts';
import { codeActions } from './code-actions.ts';
import { completionsAt } from '../features/completion.ts';
import { definitionAt } from '../features/definition.ts';
import { highlightsAt } from '../features/highlights.ts';
import { hoverAt } from '../features/hover.ts';
import { referencesAt } from '../features/references.ts';
import { signatureHelpAt } from '../features/signature-help.ts';
import { findSymbols, symbolsOf } from '../features/symbols.ts';
import type { View } from '../features/view.ts';
import {
  completionList,
  definitionLink,
  documentSymbols,
  hoverAnswer,
  signatureAnswer,
  SYMBOL_KINDS,
} from './answers.ts';
import { CAPABILITIES } from './capabilities.ts';
import { createPublisher } from './publisher.ts';
import { prepareRename, renameAt } from './rename.ts';
import { completionView, locationsOf, settled, viewOf } from './views.ts';
import { createWorkspace, type OpenFile, type Workspace } from './workspace.ts';

const WATCHED = '**/*.{sql,yml,yaml,csv,md,py}';

/** Answers an editor over the language server protocol until it says `exit` or closes the stream: both end the process. */
export function serve(options: EditorOptions): Promise<never> {
  const connection = createConnection(options.input, options.output);
  const documents = new TextDocuments(TextDocument);
  const publisher = createPublisher(
    () => workspace,
    (params) => void connection.sendDiagnostics(params),
  );
  const workspace = createWorkspace({
    env: options.env,
    target: options.target,
    vars: options.vars,
    documents: () => documents.all(),
    onAnalysed: publisher.publish,
    onClosed: publisher.clear,
    onFailure: (error) => connection.console.error(`lakemodel could not look at the project: ${messageOf(error)}`),
  });
  listen(connection, documents, workspace, options);
  documents.onDidChangeContent(({ document }) => workspace.documentChanged(document.uri));
  documents.onDidClose(({ document }) => workspace.documentChanged(document.uri));
  documents.onDidSave(({ document }) => workspace.documentChanged(document.uri));
  documents.listen(connection);
  connection.listen();
  return new Promise(() => undefined);
}

function listen(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  workspace: Workspace,
  { version }: EditorOptions,
): void {
  let client: InitializeParams['capabilities'] = {};
  let folders: string[] = [];
  connection.onInitialize((params) => {
    client = params.capabilities;
    const root = params.rootUri ?? undefined;
    folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (root === undefined ? [] : [root]);
    return { capabilities: CAPABILITIES, serverInfo: { name: 'lakemodel', version } };
  });
  connection.onInitialized(() => {
    workspace.setFolders(folders);
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] });
    if (client.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        workspace.setFolders(folders);
      });
  });
  connection.onDidChangeWatchedFiles(({ changes }) =>
    workspace.filesChanged(changes.map(({ uri, type }) => ({ uri, isDeleted: type === FileChangeType.Deleted }))),
  );
  connection.onShutdown(() => workspace.close());
  answerPositions(connection, workspace, () => client);
  answerFiles(connection, documents, workspace);
}

function answerPositions(
  connection: Connection,
  workspace: Workspace,
  client: () => InitializeParams['capabilities'],
): void {
  const at = <P extends TextDocumentPositionParams, R>(answer: (view: View & OpenFile, params: P) => R | Promise<R>) =>
    guarded(connection, async (params: P, token) => {
      const view = await viewOf(workspace, params, token);
      return view ? ((await answer(view, params)) ?? null) : null;
    });
  connection.onDefinition(
    at((view) => {
      const found = definitionAt(view);
      const [target] = found ? locationsOf(workspace, view, [found.to]) : [];
      if (!found || !target) return null;
      const isLinked = client().textDocument?.definition?.linkSupport;
      return isLinked ? [definitionLink(view.document, found, target)] : target;
    }),
  );
  connection.onHover(
    at((view) => {
      const hover = hoverAt(view, view.session.diagnostics());
      return hover ? hoverAnswer(view.document, hover) : null;
    }),
  );
  connection.onReferences(
    at((view, { context }: ReferenceParams) =>
      locationsOf(workspace, view, referencesAt(view, context.includeDeclaration)),
    ),
  );
  connection.onCompletion(
    guarded(connection, async (params: TextDocumentPositionParams) => {
      const view = completionView(workspace, params);
      const document = workspace.find(params.textDocument.uri)?.document;
      return view && document ? completionList(document, view.offset, completionsAt(view)) : null;
    }),
  );
  connection.onSignatureHelp(
    guarded(connection, async (params: TextDocumentPositionParams) => {
      const view = completionView(workspace, params);
      const help = view && signatureHelpAt(view);
      return help ? signatureAnswer(help) : null;
    }),
  );
  connection.onDocumentHighlight(
    at((view) => {
      const { document } = view;
      return highlightsAt(view).map(({ start, end }) => {
        return { range: { start: document.positionAt(start), end: document.positionAt(end) } };
      });
    }),
  );
  connection.onPrepareRename(at((view) => prepareRename(view)));
  connection.onRenameRequest(at((view, { newName }: RenameParams) => renameAt(workspace, view, newName)));
}

function answerFiles(connection: Connection, documents: TextDocuments<TextDocument>, workspace: Workspace): void {
  connection.onDocumentSymbol(
    guarded(connection, async ({ textDocument }: { textDocument: { uri: string } }, token) => {
      const open = workspace.find(textDocument.uri);
      if (!open) return null;
      await settled(open, token);
      const project = open.session.project();
      const text = open.document.getText();
      // Of a text that was not understood every place would be wrong.
      const isCurrent = project?.opened.project.texts[open.file] === text;
      return project && isCurrent ? documentSymbols(symbolsOf(project, open.file), text) : null;
    }),
  );
  connection.onWorkspaceSymbol(
    guarded(connection, async ({ query }: { query: string }, token) => {
      const found = [];
      for (const session of workspace.sessions()) {
        await settled({ session }, token);
        const project = session.project();
        for (const { name, kind, within, place } of project ? findSymbols(project, query) : []) {
          const [location] = locationsOf(workspace, { session }, [place]);
          if (location)
            found.push({ name, kind: SYMBOL_KINDS[kind], location, ...(within && { containerName: within }) });
        }
      }
      return found;
    }),
  );
  connection.onCodeAction(
    guarded(connection, async ({ textDocument, context }: CodeActionParams) => {
      const document = documents.get(textDocument.uri);
      const wants = context.only ?? [CodeActionKind.QuickFix];
      return document && wants.some((kind) => CodeActionKind.QuickFix.startsWith(kind))
        ? codeActions(document, context)
        : [];
    }),
  );
}

/** A handler that cannot bring the server down: what goes wrong is told to the editor's log, and the answer is none. */
function guarded<P, R>(connection: Connection, answer: (params: P, token: CancellationToken) => Promise<R>) {
  return async (params: P, token: CancellationToken): Promise<R | null> => {
    try {
      const answered = await answer(params, token);
      if (token.isCancellationRequested)
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      return answered;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`lakemodel could not answer: ${messageOf(error)}`);
      return null;
    }
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
