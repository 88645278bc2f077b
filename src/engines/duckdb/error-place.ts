import { offsetOf, placeIn, type Place, type Source } from '../../diagnostics/index.ts';

/**
 * Where in a statement DuckDB's error is, from the line and the caret that its text ends with:
 *
 *     LINE 3: where foo = 1
 *                   ^
 *
 * A long line is shown in part, between dots. Undefined: the text shows no place.
 */
export function placeOfDuckDbError(message: string, statement: Source): Place | undefined {
  const match = /^LINE (\d+): (.*)\n( *)\^/m.exec(message);
  if (!match) return undefined;
  const [, lineText = '1', shown = '', indent = ''] = match;
  const line = Number(lineText);
  const caret = indent.length - `LINE ${lineText}: `.length;
  const column = columnOf(statement.text.split('\n')[line - 1] ?? '', shown, caret);
  if (column === undefined) return undefined;
  const start = offsetOf(statement.text, line, column);
  return placeIn(statement, start, start + wordLength(statement.text.slice(start)));
}

const DOTS = '...';

// DuckDB counts cells of a terminal, in which some characters take two. A line that is not the statement's belongs to a view or macro in it.
function columnOf(line: string, shown: string, caret: number): number | undefined {
  const cut = shown.startsWith(DOTS) && !line.startsWith(DOTS);
  const part = cut ? shown.slice(DOTS.length) : shown;
  const before = cut ? caret - DOTS.length : caret;
  const found = line.indexOf(part.endsWith(DOTS) && !line.endsWith(DOTS) ? part.slice(0, -DOTS.length) : part);
  if (found < 0) return undefined;
  return found + unitsWithin(line.slice(found), before) + 1;
}

function unitsWithin(text: string, cells: number): number {
  let units = 0;
  let width = 0;
  for (const character of text) {
    const own = ZERO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
    if (width >= cells && own > 0) break;
    width += own;
    units += character.length;
  }
  return units;
}

// A tab counts as nothing, too.
const ZERO_WIDTH = /[\p{Cc}\p{Cf}\p{Mn}]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

// What the caret stands under: a quoted name, a word, or one sign.
function wordLength(rest: string): number {
  return (/^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_$]+)/u.exec(rest)?.[0] ?? ' ').length;
}
