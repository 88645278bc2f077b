import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver/node';
import { offsetOf, type Place } from '../../diagnostics/index.ts';
import type { FileRange } from '../positions/template-map.ts';

/** Positions as the protocol counts them (lines end at CR, LF or both; columns are UTF-16 units) in files of a project. */
export interface TextPositions {
  readonly rangeOf: (range: FileRange) => Range;
  readonly placeRange: (place: Place) => Range;
  readonly textAt: (place: Place) => string;
}

/** `textOf` gives the text that the ranges were found in; undefined where there is none: then everything is at its beginning. */
export function createPositions(textOf: (file: string) => string | undefined): TextPositions {
  const documents = new Map<string, TextDocument>();
  const documentOf = (file: string): TextDocument => {
    const known = documents.get(file) ?? TextDocument.create(file, '', 0, textOf(file) ?? '');
    documents.set(file, known);
    return known;
  };
  const rangeOf = ({ file, start, end }: FileRange): Range => {
    const document = documentOf(file);
    return { start: document.positionAt(start), end: document.positionAt(end) };
  };
  const offsets = ({ file, line, column, endLine, endColumn }: Place): FileRange => {
    const text = documentOf(file).getText();
    return { file, start: offsetOf(text, line, column), end: offsetOf(text, endLine, endColumn) };
  };
  return {
    rangeOf,
    placeRange: (place) => rangeOf(offsets(place)),
    textAt: (place) => documentOf(place.file).getText(rangeOf(offsets(place))),
  };
}
