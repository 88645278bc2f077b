import { docsSiteCommands } from './docs-site.ts';
import type { CommandSpec } from './spec.ts';

/** Commands that write documentation, and those that editors and shells call. */
export const docsCommands: readonly CommandSpec[] = [
  ...docsSiteCommands,
  {
    name: 'editor-settings',
    group: 'docs',
    description: 'Prints the settings with which an editor checks and completes the YAML files of the project.',
    arguments: [{ name: '<editor>', description: 'The editor.', choices: ['vscode', 'neovim', 'helix', 'zed'] }],
    examples: [
      ['lakemodel editor-settings vscode --write', 'as .vscode/settings.json, where there is none'],
      ['lakemodel editor-settings neovim', 'for init.lua, the language server included'],
    ],
    flags: [
      {
        flags: '--write',
        description: "Write them into the project's folder; a file that is there is left alone.",
        example: 'lakemodel editor-settings vscode --write',
      },
    ],
  },
  {
    name: 'lsp',
    group: 'docs',
    description:
      'Serves an editor over the language server protocol, on standard input and output: diagnostics as one types, definitions, hover, completion, rename. Editors start it.',
    examples: [['lakemodel lsp', 'what an editor is told to start']],
    flags: [
      {
        flags: '--stdio',
        description: 'Standard input and output, which is the only way and needs no flag; some editors add it.',
        example: 'lakemodel lsp --stdio',
        hidden: true,
      },
    ],
  },
  {
    name: 'completion',
    group: 'docs',
    description: 'Prints what a shell needs to complete commands, flags, models, columns, tags and targets.',
    arguments: [{ name: '<shell>', description: 'The shell.', choices: ['bash', 'zsh', 'fish'] }],
    examples: [
      ['lakemodel completion bash', 'for ~/.bashrc, as: source <(lakemodel completion bash)'],
      ['lakemodel completion zsh', 'for ~/.zshrc after compinit, as: source <(lakemodel completion zsh)'],
      ['lakemodel completion fish', 'for config.fish, as: lakemodel completion fish | source'],
    ],
    flags: [
      {
        flags: '--line <text>',
        description: 'A command line up to the cursor: prints what may stand there. The script calls it.',
        example: `--line 'lakemodel run --select '`,
        hidden: true,
      },
    ],
  },
];
