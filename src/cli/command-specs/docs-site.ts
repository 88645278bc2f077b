import { flagGroups as g, wholeNumberFrom, type Flag } from '../flags.ts';
import type { CommandSpec } from './spec.ts';

const selectWithoutState = g.select.filter(({ flags }) => !flags.startsWith('--state'));

function outputFlag(description: string): Flag {
  return { flags: '--output <folder>', description, example: '--output public' };
}

/** Commands of the docs site. */
export const docsSiteCommands: readonly CommandSpec[] = [
  {
    name: 'docs generate',
    group: 'docs',
    description:
      'Writes a site of the project: models, columns and their lineage, tests, runs, what the warehouse has. It opens from its folder, from S3 or any web server. Also writes manifest.json, catalog.json and lineage.json.',
    examples: [
      ['lakemodel docs generate', 'then open target/docs/index.html'],
      ['lakemodel docs generate --target athena --output public', 'a folder to publish'],
      ['lakemodel docs generate --offline', 'from the files alone'],
    ],
    flags: [
      ...selectWithoutState.map((flag) =>
        flag.flags.startsWith('-s,')
          ? {
              ...flag,
              description: `Only of these nodes SQL, tables and results are shown; the project is shown as a whole. ${flag.description}`,
            }
          : flag,
      ),
      ...g.threads,
      {
        flags: '--no-catalog',
        description: 'Do not look at tables and quarantined rows of the warehouse.',
        example: 'lakemodel docs generate --no-catalog',
      },
      {
        flags: '--no-analyses',
        description: 'Do not run analyses: their pages have no results.',
        example: 'lakemodel docs generate --no-analyses',
      },
      {
        flags: '--analysis-rows <count>',
        description: 'How many rows of each analysis are kept at most (default: 1000).',
        example: '--analysis-rows 100',
        parse: wholeNumberFrom(1),
      },
      {
        flags: '--offline',
        description: 'Ask no warehouse at all, and nothing in S3.',
        example: 'lakemodel docs generate --offline',
      },
      outputFlag(
        'The folder to write (default: docs in the target folder). It must be new, empty, or written by this command.',
      ),
    ],
  },
  {
    name: 'docs serve',
    group: 'docs',
    description: 'Serves the site that "docs generate" wrote, to this machine alone, until Ctrl-C.',
    examples: [['lakemodel docs serve --port 8081', 'http://127.0.0.1:8081/']],
    flags: [
      {
        flags: '--port <number>',
        description: 'The port (default: 8080); 0 takes any that is free.',
        example: '--port 8081',
        parse: wholeNumberFrom(0),
      },
      outputFlag('The folder to serve (default: docs in the target folder).'),
    ],
  },
];
