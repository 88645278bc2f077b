import { fileURLToPath, pathToFileURL } from 'node:url';

/** The part of VS Code's interface that `vscode-languageclient` and the extension need: what is registered and published is kept. */
export interface FakeVsCode {
  /** The module `vscode`. */
  readonly module: object;
  /** By the method that registered them: `registerHoverProvider`. */
  readonly providers: Readonly<Record<string, Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>>>;
  readonly commands: Readonly<Record<string, () => Promise<void>>>;
  /** By URI. */
  readonly published: ReadonlyMap<string, readonly { readonly message: string }[]>;
  /** Says that a document changed, after its text did. */
  readonly fire: (event: string, data: object) => void;
  readonly position: (line: number, character: number) => object;
}

interface FakeOptions {
  readonly folder: string;
  readonly documents: readonly object[];
  readonly settings: Readonly<Record<string, string>>;
}

class Disposable {
  dispose = () => undefined;
}

class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

/** Keeps what it is made of under the names of the constructor's arguments. */
function dataClass(...names: readonly string[]) {
  return class {
    constructor(...values: unknown[]) {
      names.forEach((name, index) => Object.assign(this, { [name]: values[index] }));
    }
  };
}

const DATA_CLASSES = {
  Range: class {
    readonly start: Position;
    readonly end: Position;
    constructor(...at: readonly [Position, Position] | readonly [number, number, number, number]) {
      this.start = at.length === 4 ? new Position(at[0], at[1]) : at[0];
      this.end = at.length === 4 ? new Position(at[2], at[3]) : at[1];
    }
  },
  Diagnostic: dataClass('range', 'message', 'severity'),
  Hover: dataClass('contents', 'range'),
  MarkdownString: dataClass('value'),
  CompletionItem: dataClass('label', 'kind'),
  CompletionList: dataClass('items', 'isIncomplete'),
};

class Emitter {
  readonly listeners = new Set<(data: unknown) => void>();
  readonly event = (listener: (data: unknown) => void, self?: unknown) => {
    this.listeners.add(listener.bind(self));
    return new Disposable();
  };
  readonly dispose = () => this.listeners.clear();
  readonly fire = (data: unknown) => this.listeners.forEach((listener) => listener(data));
}

class CancellationTokenSource {
  readonly token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
}

class Uri {
  readonly text: string;
  readonly scheme: string;
  readonly fsPath: string;
  constructor(text: string) {
    this.text = text;
    this.scheme = new URL(text).protocol.slice(0, -1);
    this.fsPath = fileURLToPath(text);
  }
  toString = () => this.text;
}

export const uriOf = (path: string) => new Uri(pathToFileURL(path).href);

/** A kind of actions, which has kinds below it: `QuickFix` is `quickfix`. */
function kindOf(name: string): object {
  const value = name.toLowerCase();
  return { value, append: (part: string) => kindOf(`${value}.${part}`) };
}

/** Nothing may go wrong so that a user would have to be told. */
function refuse(message: string): never {
  throw new Error(message);
}

export function fakeVsCode({ folder, documents, settings }: FakeOptions): FakeVsCode {
  const providers: Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>> = {};
  const registered: Record<string, () => Promise<void>> = {};
  const published = new Map<string, readonly { message: string }[]>();
  const emitters = new Map<string, Emitter>();
  const emitter = (name: string) => {
    const known = emitters.get(name) ?? new Emitter();
    emitters.set(name, known);
    return known;
  };
  /** Every `on…` is an event, and every `register…` keeps what is registered. */
  const part = (own: Record<string, unknown>) =>
    new Proxy(own, {
      get(target, key) {
        const name = String(key);
        if (name in target) return target[name];
        if (name.startsWith('on')) return emitter(name).event;
        if (!name.startsWith('register')) return undefined;
        return (_: unknown, provider: never) => {
          providers[name] = provider;
          return new Disposable();
        };
      },
    });
  const channel = part({ append: () => undefined, appendLine: () => undefined, error: () => undefined, info: () => undefined, dispose: () => undefined }); // prettier-ignore
  const known: Record<string, unknown> = {
    version: '1.91.0',
    env: { appName: 'fake', language: 'en' },
    ...DATA_CLASSES,
    ...{ Disposable, EventEmitter: Emitter, Position, CancellationTokenSource },
    CodeActionKind: new Proxy({}, { get: (_, key) => kindOf(String(key)) }),
    Uri: { parse: (text: string) => new Uri(text), file: uriOf },
    commands: {
      registerCommand: (name: string, run: () => Promise<void>) => {
        registered[name] = run;
        return new Disposable();
      },
    },
    workspace: part({
      workspaceFolders: [{ uri: uriOf(folder), name: 'project', index: 0 }],
      textDocuments: documents,
      notebookDocuments: [],
      getConfiguration: () => ({ get: (key: string, other: unknown) => settings[key] ?? other }),
      getWorkspaceFolder: () => undefined,
      createFileSystemWatcher: () => part({ dispose: () => undefined }),
    }),
    window: part({
      createOutputChannel: () => channel,
      showErrorMessage: refuse,
      visibleTextEditors: [],
      tabGroups: part({ all: [] }),
    }),
    languages: part({
      match: (selector: readonly { language: string }[], { languageId }: { languageId: string }) =>
        selector.some(({ language }) => language === languageId) ? 10 : 0,
      createDiagnosticCollection: () => ({
        set: (uri: Uri, list: readonly { message: string }[]) => published.set(uri.text, list),
        delete: (uri: Uri) => published.delete(uri.text),
        clear: () => undefined,
        dispose: () => undefined,
      }),
    }),
  };
  // Classes that are extended, or compared with, and never made here.
  const module = new Proxy(known, {
    get(target, key) {
      const name = String(key);
      if (!(name in target) && /^[A-Z]/.test(name)) {
        const isList = /(Kind|Severity|Tag|Reason|Type|Target|Location|Alignment)$/.test(name);
        target[name] = isList ? new Proxy({}, { get: () => 0 }) : class {};
      }
      return target[name];
    },
  });
  return {
    module,
    providers,
    commands: registered,
    published,
    fire: (event, data) => emitter(event).fire(data),
    position: (line, character) => new Position(line, character),
  };
}
