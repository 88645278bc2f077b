import { commandSpecs, parentCommands, type CommandSpec } from '../commands.ts';
import { globalFlags, type Flag } from '../flags.ts';

/** What the word at the cursor is. */
export type Situation = {
  /** Values of flags before the cursor, by the flag's long name. */
  readonly given: Readonly<Record<string, string>>;
} & (
  | { readonly kind: 'command'; readonly parent?: string }
  | { readonly kind: 'flag'; readonly spec: CommandSpec | undefined }
  | { readonly kind: 'value'; readonly flag: Flag; readonly name: string }
  | { readonly kind: 'argument'; readonly spec: CommandSpec; readonly index: number }
  | { readonly kind: 'nothing' }
);

interface FlagForm {
  readonly flag: Flag;
  /** `--select` */
  readonly name: string;
  readonly takes: 'nothing' | 'one' | 'many';
}

/** Reads the words after `lakemodel`; `current` is the word at the cursor. */
export function situationOf(words: readonly string[], current: string): Situation {
  const given: Record<string, string> = {};
  let path: string[] = [];
  let spec: CommandSpec | undefined;
  let open: FlagForm | undefined;
  let index = 0;
  for (const word of words) {
    const form = word.startsWith('-') ? flagForms(spec).get(word) : undefined;
    if (form) open = form.takes === 'nothing' ? undefined : form;
    else if (open) {
      given[open.name] = word;
      if (open.takes === 'one') open = undefined;
    } else if (!word.startsWith('-')) {
      const next = commandOf([...path, word]);
      if (next) [path, spec, index] = [next.path, next.spec, 0];
      else index++;
    }
  }
  if (current.startsWith('-')) return { kind: 'flag', spec, given };
  if (open) return { kind: 'value', flag: open.flag, name: open.name, given };
  const isParent = path.length === 1 && commandSpecs.some(({ name }) => name.startsWith(`${path[0]} `));
  if (!spec || (isParent && index === 0 && !spec.arguments)) {
    const known = path.length === 0 ? index === 0 : isParent;
    return known ? { kind: 'command', ...(path[0] !== undefined && { parent: path[0] }), given } : { kind: 'nothing', given }; // prettier-ignore
  }
  return { kind: 'argument', spec, index, given };
}

/** A command by its words, aliases included; without a spec: one that only groups others. */
function commandOf(words: readonly string[]): { path: string[]; spec: CommandSpec | undefined } | undefined {
  const [first = '', second] = words;
  const parent = parentCommands.find(({ name, alias }) => name === first || alias === first)?.name;
  const name = second === undefined ? (parent ?? first) : `${parent ?? first} ${second}`;
  const spec = commandSpecs.find((each) => each.name === name || each.alias === name);
  return spec || (parent !== undefined && second === undefined) ? { path: name.split(' '), spec } : undefined;
}

/** Flags that may stand after a command, by each of their spellings. */
export function flagForms(spec: CommandSpec | undefined): ReadonlyMap<string, FlagForm> {
  const flags = [...(spec?.flags ?? []), ...globalFlags];
  return new Map(
    flags.flatMap((flag) => {
      const spellings = flag.flags.match(/(?<=^|[ ,])--?[\w-]+/g) ?? [];
      const takes = !flag.flags.includes('<') ? 'nothing' : flag.flags.includes('...') ? 'many' : 'one';
      const form: FlagForm = { flag, name: spellings.at(-1) ?? '', takes };
      return spellings.map((spelling) => [spelling, form] as const);
    }),
  );
}
