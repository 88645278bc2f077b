import { templatePieces } from '../jinja/index.ts';

// Tags stand in the text between these two, which no SQL has.
const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const TAG = /\u0001[^\u0002]*\u0002/g;

const TOKEN = new RegExp(
  [
    String.raw`(?<tag>\u0001[^\u0002]*\u0002)`,
    String.raw`(?<comment>--[^\n\r]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>'(?:[^']|'')*')`,
    String.raw`(?<quoted>"(?:[^"]|"")*")`,
    String.raw`(?<space>\s+)`,
    String.raw`(?<word>[\p{L}\p{N}_$@.]+)`,
    String.raw`(?<bracket>[()[\]{},;])`,
    String.raw`(?<sign>[\s\S])`,
  ].join('|'),
  'uy',
);

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
    const found = wordOf(match);
    if (found.kind === 'space') spaced = true;
    if (found.text === '') continue;
    words.push({ ...found, spaced });
    spaced = false;
  }
  while (words.at(-1)?.text === ';') words.pop();
  return words.map((word, index) => (isApart(words[index - 1], word) ? ` ${word.text}` : word.text)).join('');
}

interface Word {
  readonly kind: string;
  readonly text: string;
  /** Whether space or a comment stands before it. */
  readonly spaced: boolean;
}

function wordOf(match: RegExpExecArray): Omit<Word, 'spaced'> {
  const [kind = 'sign'] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
  const [text] = match;
  if (kind === 'space') return { kind, text: '' };
  // A tag in a comment is rendered all the same.
  if (kind === 'comment') return { kind: 'space', text: (text.match(TAG) ?? []).join('') };
  return { kind, text: kind === 'string' || kind === 'tag' ? text : text.toLowerCase() };
}

/** Whether the space before a word means something: between two words, or between two signs. */
function isApart(before: Word | undefined, { kind, spaced }: Word): boolean {
  if (!before || !spaced || before.kind === 'bracket' || kind === 'bracket') return false;
  return (before.kind === 'sign') === (kind === 'sign');
}
