import {
  CompletionItemKind,
  MarkupKind,
  SymbolKind as LspSymbolKind,
  type CompletionItem,
  type CompletionList,
  type DocumentSymbol,
  type Hover as LspHover,
  type LocationLink,
  type SignatureHelp as LspSignatureHelp,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionKind, Completions } from '../features/completion.ts';
import type { Definition } from '../features/definition.ts';
import type { Hover } from '../features/hover.ts';
import type { SignatureHelp } from '../features/signature-help.ts';
import type { FileSymbol, SymbolKind } from '../features/symbols.ts';
import { createPositions } from './text-positions.ts';

const COMPLETION_KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  model: CompletionItemKind.File,
  source: CompletionItemKind.Reference,
  macro: CompletionItemKind.Function,
  column: CompletionItemKind.Field,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  doc: CompletionItemKind.Text,
  relation: CompletionItemKind.Struct,
  function: CompletionItemKind.Function,
};

export const SYMBOL_KINDS: Readonly<Record<SymbolKind, LspSymbolKind>> = {
  model: LspSymbolKind.Class,
  source: LspSymbolKind.Interface,
  column: LspSymbolKind.Field,
  'common-table': LspSymbolKind.Struct,
  macro: LspSymbolKind.Function,
  test: LspSymbolKind.Event,
};

/** Order of what columns, relations and other names are offered in. */
const RANK: Readonly<Record<CompletionKind, string>> = {
  column: '0',
  key: '0',
  value: '0',
  model: '1',
  source: '1',
  doc: '1',
  relation: '2',
  macro: '3',
  function: '4',
};

export function completionList(
  document: TextDocument,
  offset: number,
  { start, items, isIncomplete = false }: Completions,
): CompletionList {
  const range = { start: document.positionAt(start), end: document.positionAt(offset) };
  return {
    isIncomplete,
    items: items.map(({ label, kind, detail, documentation, text = label }, index): CompletionItem => ({
      label,
      kind: COMPLETION_KINDS[kind],
      sortText: `${RANK[kind]}${String(index).padStart(5, '0')}`,
      textEdit: { range, newText: text },
      ...(detail && { detail }),
      ...(documentation && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    })),
  };
}

export function hoverAnswer(document: TextDocument, { text, range }: Hover): LspHover {
  return {
    contents: { kind: MarkupKind.Markdown, value: text },
    range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
  };
}

export function signatureAnswer({ signatures, active, argument }: SignatureHelp): LspSignatureHelp {
  const markdown = (value: string) => ({ kind: MarkupKind.Markdown, value });
  return {
    signatures: signatures.map(({ label, documentation, parameters }) => ({
      label,
      ...(documentation !== '' && { documentation: markdown(documentation) }),
      parameters: parameters.map(({ start, end, documentation: about }) => {
        return { label: [start, end], ...(about !== '' && { documentation: markdown(about) }) };
      }),
    })),
    activeSignature: active,
    activeParameter: argument,
  };
}

/** A definition with the name that leads there, for editors that show it. */
export function definitionLink(
  document: TextDocument,
  { from }: Definition,
  target: { readonly uri: string; readonly range: LocationLink['targetRange'] },
): LocationLink {
  return {
    targetUri: target.uri,
    targetRange: target.range,
    targetSelectionRange: target.range,
    ...(from && {
      originSelectionRange: { start: document.positionAt(from.start), end: document.positionAt(from.end) },
    }),
  };
}

/** Symbols of one file; a range holds those of its children, as the protocol wants. */
export function documentSymbols(symbols: readonly FileSymbol[], text: string): DocumentSymbol[] {
  const positions = createPositions(() => text);
  const answer = ({ name, kind, detail, range, children }: FileSymbol): DocumentSymbol => {
    const inner = children.map(answer);
    const ends = children.flatMap((child) => [child.range.start, child.range.end]);
    const whole = { ...range, start: Math.min(range.start, ...ends), end: Math.max(range.end, ...ends) };
    return {
      name: name === '' ? '?' : name,
      kind: SYMBOL_KINDS[kind],
      range: positions.rangeOf(whole),
      selectionRange: positions.rangeOf(range),
      children: inner,
      ...(detail !== undefined && { detail }),
    };
  };
  return symbols.map(answer);
}
