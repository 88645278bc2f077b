import { defineCodes } from './define.ts';

/** What the docs site's commands can say. */
export const docsCodes = defineCodes({
  'docs-folder-foreign': {
    severity: 'error',
    message: (p: { folder: string }) => `The folder "${p.folder}" holds files that "docs generate" has not written.`,
    hint: () => 'Name a new or empty folder with --output, or empty this one.',
    explain: `\`docs generate\` replaces what it wrote into a folder before, which the file \`lakemodel-docs.json\` there lists. A folder with other files and
without that list is left as it is, so that nothing of yours is overwritten or removed.

Bad: \`lakemodel docs generate --output .\`

Good: \`lakemodel docs generate --output public\`, where \`public\` is new, empty, or written by this command.`,
  },
  'docs-folder-unusable': {
    severity: 'error',
    message: (p: { folder: string; reason: string }) => `The docs cannot be written to "${p.folder}": ${p.reason}.`,
    hint: () => 'Name a folder that can be written with --output.',
    explain: `The site is a folder of files. The file system refused to make or write one of them: no right to write there, no space left, or a file
stands where the folder should be.

Good: \`lakemodel docs generate --output /tmp/docs\`.`,
  },
  'docs-selection-empty': {
    severity: 'error',
    message: (_: object) => 'Nothing is selected: the site is left as it is.',
    hint: () => 'Mend --select, or leave it out: the site then shows SQL, tables and results of all nodes.',
    explain: `\`docs generate --select\` shows the project whole, and SQL, tables and results of the selected nodes. A selection that matches nothing is
mostly a typing error, and would replace a site that shows something by one that shows nothing.

Bad, where the folder is \`gold\`: \`lakemodel docs generate --select glod\``,
  },
  'docs-not-generated': {
    severity: 'error',
    message: (p: { folder: string }) => `There is no docs site in "${p.folder}".`,
    hint: () => 'Write it first: lakemodel docs generate. Where it lies elsewhere, name the folder with --output.',
    explain: `\`docs serve\` serves files; \`docs generate\` makes them.

Good: \`lakemodel docs generate && lakemodel docs serve\`.`,
  },
  'docs-port-unusable': {
    severity: 'error',
    message: (p: { port: number; reason: string }) => `Port ${p.port} cannot be used: ${p.reason}.`,
    hint: () => 'Name another one, or 0 for any that is free: --port 0.',
    explain: `A port serves one program at a time, and ports below 1024 need rights that you may not have.

Good: \`lakemodel docs serve --port 8081\`.`,
  },
});
