import { Argument, Command, Option } from 'commander';
import { commandSpecs, groupTitles, parentCommands, type CommandSpec } from './commands.ts';
import { globalFlags, type Flag, type Flags } from './flags.ts';
import type { World } from './world.ts';

/** A command line that was understood. */
export interface Call {
  readonly command: string;
  readonly flags: Flags;
  readonly args: readonly string[];
}

const MAX_HELP_WIDTH = 100;
const closing = `
Exit codes: 0 fine; 1 a model or a test failed; 2 the project or the command line is wrong;
3 the engine could not be reached; 70 a bug of lakemodel; 130 interrupted.
Results go to stdout, everything else to stderr.`;

/**
 * The commander program, made from `commands.ts` and `flags.ts`. `perform` is called with what was asked.
 * Mistakes are thrown as CommanderError and printed by nobody: the caller does.
 */
export function createProgram(
  world: Pick<World, 'stdout' | 'stderr' | 'version'>,
  perform: (call: Call) => Promise<void>,
): Command {
  const program: Command = new Command('lakemodel')
    .description('Declarative SQL modelling for Athena and Iceberg, Trino and embedded DuckDB.')
    .version(`lakemodel ${world.version}`, '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .helpCommand('help [command]', 'Print the help of a command.')
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 20,
      // Those of the program: a command's own are not for the commands below it.
      visibleGlobalOptions: (command) =>
        command === program ? [] : program.options.filter((option) => !option.hidden),
    })
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(world.stdout.columns ?? MAX_HELP_WIDTH, MAX_HELP_WIDTH),
      getErrHelpWidth: () => Math.min(world.stderr.columns ?? MAX_HELP_WIDTH, MAX_HELP_WIDTH),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText('after', closing);
  for (const flag of globalFlags) program.addOption(toOption(flag));
  for (const spec of commandSpecs) addCommand(program, spec, perform);
  return program;
}

function addCommand(program: Command, spec: CommandSpec, perform: (call: Call) => Promise<void>): void {
  const words = spec.name.split(' ');
  const parent = words.length > 1 ? parentOf(program, words[0] as string) : program;
  const command = parent
    .command(words.at(-1) as string)
    .description(spec.description)
    .addHelpText('after', examplesText(spec))
    .action(() => perform({ command: spec.name, flags: command.optsWithGlobals<Flags>(), args: command.args }));
  if (parent === program) command.helpGroup(groupTitles[spec.group]);
  if (spec.alias) command.alias(spec.alias);
  for (const argument of spec.arguments ?? []) {
    const declared = new Argument(argument.name, argument.description);
    command.addArgument(argument.choices ? declared.choices(argument.choices) : declared);
  }
  for (const flag of spec.flags) command.addOption(toOption(flag));
}

/** `source` of `source freshness`: made with its first command, so that the help keeps the order of `commands.ts`. */
function parentOf(program: Command, name: string): Command {
  const made = program.commands.find((command) => command.name() === name);
  if (made) return made;
  const spec = parentCommands.find((parent) => parent.name === name);
  if (!spec) throw new Error(`Invariant broken: no parent command "${name}"`);
  const parent = program.command(spec.name).description(spec.description).helpGroup(groupTitles[spec.group]);
  return spec.alias === undefined ? parent : parent.alias(spec.alias);
}

function toOption(flag: Flag): Option {
  const option = new Option(flag.flags, `${flag.description} E.g. ${flag.example}`);
  if (flag.choices) option.choices(flag.choices);
  if (flag.parse) option.argParser(flag.parse);
  return option.hideHelp(flag.hidden ?? false);
}

function examplesText(spec: CommandSpec): string {
  const lines = spec.examples.flatMap(([line, meaning]) => [`  # ${meaning}`, `  ${line}`]);
  return ['', 'Examples:', ...lines].join('\n');
}
