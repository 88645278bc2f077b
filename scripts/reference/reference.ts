import { checksChapter } from './checks-chapter.ts';
import { commandsChapter } from './commands-chapter.ts';
import { diagnosticsChapter } from './diagnostics-chapter.ts';
import { filesChapter } from './files-chapter.ts';
import { blocks } from './markdown.ts';

/** The text of docs/reference.md, made from what the program itself uses, so that it cannot drift. */
export function referenceText(): string {
  const text = blocks(
    '<!-- Written by `npm run reference`; a test compares it. Edit what it is made from, not this file. -->',
    // The formatter would pad every table to its widest cell.
    '<!-- prettier-ignore-start -->',
    '# Reference',
    '[Commands](#commands) · [Files](#files) · [Data tests](#data-tests) · [Diagnostics](#diagnostics)',
    commandsChapter(),
    filesChapter(),
    checksChapter(),
    diagnosticsChapter(),
    '<!-- prettier-ignore-end -->',
  );
  return `${text}\n`;
}
