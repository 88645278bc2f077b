import { Writable } from 'node:stream';
import type { Argument, Command, Option } from 'commander';
import { commandSpecs } from '../../src/cli/commands.ts';
import { createProgram } from '../../src/cli/program.ts';
import { blocks, code, markdownTable, plain } from './markdown.ts';

/** The commands and flags, read from the program that parses them. */
export function commandsChapter(): string {
  const sink = new Writable();
  const program = createProgram({ stdout: sink, stderr: sink, version: '' }, () => Promise.resolve());
  return blocks(
    '## Commands',
    `Exit codes: 0 fine; 1 a model or a test failed; 2 the project or the command line is wrong; 3 the engine could not be reached; 70 a bug of lakemodel; 130 interrupted. Results go to stdout, everything else to stderr.`,
    '### Flags of every command',
    flagTable(program.options),
    leaves(program).map(({ command, name }) => commandSection(command, name)),
  );
}

interface Leaf {
  readonly command: Command;
  readonly name: string;
}

function leaves(parent: Command, prefix = ''): Leaf[] {
  return parent.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`;
    return command.commands.length > 0 ? leaves(command, `${name} `) : [{ command, name }];
  });
}

function commandSection(command: Command, name: string): string {
  const spec = commandSpecs.find((each) => each.name === name);
  const alias = command.alias() ? ` Also ${code(command.alias())}.` : '';
  const words = command.registeredArguments.map(argumentText).join('');
  const examples = (spec?.examples ?? []).flatMap(([line, meaning]) => [`# ${meaning}`, line]);
  return blocks(
    `### ${name}`,
    `${code(`lakemodel ${name}${words} [flags]`)}: ${plain(command.description())}${alias}`,
    markdownTable(
      ['argument', 'meaning'],
      command.registeredArguments.map((argument) => [code(argument.name()), described(argument)]),
    ),
    flagTable(command.options),
    `${['```sh', ...examples, '```'].join('\n')}`,
  );
}

function argumentText(argument: Argument): string {
  return argument.required ? ` <${argument.name()}>` : ` [${argument.name()}]`;
}

function flagTable(options: readonly Option[]): string {
  const rows = options.filter((option) => !option.hidden).map((option) => [code(option.flags), described(option)]);
  return markdownTable(['flag', 'meaning'], rows);
}

/** The description with its example as code, and the choices. */
function described(flag: Option | Argument): string {
  const [text = '', example] = flag.description.split(' E.g. ');
  const choices = flag.argChoices ? ` One of ${flag.argChoices.map(code).join(', ')}.` : '';
  return `${plain(text)}${example === undefined ? '' : ` E.g. ${code(example)}.`}${choices}`;
}
