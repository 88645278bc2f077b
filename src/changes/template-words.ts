import { templatePieces } from '../jinja/index.ts';

// Tags stand in the text between these two, which no SQL has.
const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const TAG = /\u0001[^\u0002]*\u0002/g;

// A tag, comment, string, quoted name, space, word, or one sign.
const TOKEN =
  /\u0001[^\u0002]*\u0002|--[^\n\r]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+|[\p{L}\p{N}_$@.]+|[\s\S]/uy;

type Kind = 'tag' | 'space' | 'text' | 'word' | 'bracket' | 'sign';

/**
 * The words of a template of SQL: its text without comments, with one form of spaces and of letters outside of quotes. Templates with the
 * same words render to the same tokens of SQL.
 */
export function templateWords(template: string): string {
  const text = templatePieces(template)
    .map((piece) => (piece.kind === 'tag' ? `${OPEN}${piece.text}${CLOSE}` : piece.text))
    .join('');
  const words: Word[] = [];
  const pattern = new RegExp(TOKEN);
  let spaced = false;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const kind = kindOf(match[0]);
    spaced ||= kind === 'space';
    const word = wordText(kind, match[0]);
    if (word === '') continue;
    words.push({ kind, text: word, spaced });
    spaced = false;
  }
  while (words.at(-1)?.text === ';') words.pop();
  return words.map((word, index) => (isApart(words[index - 1], word) ? ` ${word.text}` : word.text)).join('');
}

interface Word {
  readonly kind: Kind;
  readonly text: string;
  /** Whether space or a comment stands before it. */
  readonly spaced: boolean;
}

function kindOf(token: string): Kind {
  const first = token[0] as string;
  if (first === OPEN) return 'tag';
  if (token.startsWith('--') || token.startsWith('/*') || /^\s/.test(first)) return 'space';
  if (first === "'" && token.length > 1) return 'text';
  if ('()[]{},;'.includes(first)) return 'bracket';
  return token.length > 1 || /[\p{L}\p{N}_$@."]/u.test(first) ? 'word' : 'sign';
}

function wordText(kind: Kind, token: string): string {
  if (kind === 'text' || kind === 'tag') return token;
  // A tag in a comment is rendered all the same.
  if (kind === 'space') return token.includes(OPEN) ? (token.match(TAG) ?? []).join('') : '';
  return token.toLowerCase();
}

/** Whether the space before a word means something: between two words, or between two signs. */
function isApart(before: Word | undefined, { kind, spaced }: Word): boolean {
  if (!before || !spaced || before.kind === 'bracket' || kind === 'bracket') return false;
  return (before.kind === 'sign') === (kind === 'sign');
}
