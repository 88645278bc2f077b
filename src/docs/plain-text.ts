const LONGEST = 160;
/** Enough for a first sentence; the rest is not looked at. */
const LOOKED_AT = 4_000;

/** The first sentence of a Markdown text as plain text, at most 160 characters; undefined where there is none. */
export function firstSentence(markdown: string): string | undefined {
  const text = plainText(firstParagraph(markdown.slice(0, LOOKED_AT)));
  if (text === '') return undefined;
  const end = sentenceEnd(text);
  return shorten(end === undefined ? text : text.slice(0, end), LONGEST);
}

/** A text of at most so many characters; a longer one ends in `…`, between words where that is possible. No character is cut in two. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

// Headings, rules, quotes' and lists' signs are no words; a block of code, a table or HTML alone is no sentence.
function firstParagraph(markdown: string): string {
  const text = markdown
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/^ {0,3}(```|~~~)[\s\S]*?(?:^ {0,3}\1|$(?![\s\S]))/gm, '');
  const paragraphs = text.split(/\n\s*\n/).map(withoutSigns);
  return paragraphs.find((paragraph) => paragraph !== '') ?? '';
}

function withoutSigns(paragraph: string): string {
  const lines = paragraph.split('\n').filter((line) => !isMarkup(line));
  return lines
    .map((line) => line.replace(/^\s*(?:>\s*)*(?:[-*+]\s+|\d{1,9}[.)]\s+)?/, '').trim())
    .join(' ')
    .trim();
}

function isMarkup(line: string): boolean {
  return /^\s{0,3}#{1,6}(\s|$)/.test(line) || /^\s*(?:[-*_=]\s*){3,}$/.test(line) || /^\s*\|/.test(line);
}

const LITERAL = /\\([!-/:-@[-`{-~])|(`+)(.+?)\2(?!`)/g;

function plainText(markdown: string): string {
  const literal: string[] = [];
  // What stands in `code`, or behind a backslash, is no markup.
  const kept = markdown.replace(LITERAL, (_, sign: string | undefined, _ticks, code: string | undefined) => {
    return `\0${literal.push(sign ?? code?.trim() ?? '') - 1}\0`;
  });
  const text = kept
    .replace(/!?\[([^\]]*)\]\([^()\s]*(?:\s+(?:"[^"]*"|'[^']*'))?\)/g, '$1')
    .replace(/!?\[([^\]]*)\]\[[^\]]*\]/g, '$1')
    .replace(/<((?:https?|mailto):[^<>\s]*)>/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/(\*{1,3})(?=\S)([^*]*\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]*\S)\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/~~(?=\S)(.*?\S)~~/g, '$1');
  return text
    .replace(/\0(\d+)\0/g, (_, at: string) => literal[Number(at)] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Behind these a full stop ends no sentence. */
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|ca|approx|no|incl|excl|z\.B|d\.h|bzw|[A-Z])$/;

function sentenceEnd(text: string): number | undefined {
  for (const match of text.matchAll(/[.!?…。！？][)"'”’]?(?=\s|$)|[。！？]/gu)) {
    if (match[0].startsWith('.') && ABBREVIATION.test(text.slice(0, match.index))) continue;
    return match.index + match[0].length;
  }
  return undefined;
}
