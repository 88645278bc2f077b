import { didYouMean, diagnose, placeIn, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import { builtinFiles } from './builtin/builtin-files.ts';
import { MacroDefinition } from './evaluate/macro.ts';
import { parseBlocks, type TemplateBlock } from './parse-blocks.ts';
import { guarded, parseDefinition } from './syntax/parse-tree.ts';

/** A file with macros or generic tests; `package` is absent for the project's own. */
export interface MacroFile {
  readonly source: Source;
  readonly package?: string;
}

/** Where a macro is defined: for the manifest, for state comparison and for `docs`. */
export interface MacroInfo {
  readonly name: string;
  readonly package: string | undefined;
  readonly file: string;
  readonly block: TemplateBlock;
  readonly builtin: boolean;
}

interface Entry {
  readonly info: MacroInfo;
  readonly source: Source;
  // Trees of built-in macros are made when they are first asked for.
  definition: MacroDefinition | undefined;
}

const OWN = '';

/** All macros that templates can call: the project's, its packages' and the built-in ones. Made by `createMacroLibrary`. */
export class MacroLibrary {
  private readonly packages: ReadonlyMap<string, ReadonlyMap<string, Entry>>;

  constructor(packages: ReadonlyMap<string, ReadonlyMap<string, Entry>>) {
    this.packages = packages;
  }

  /** The macro that a bare name means inside a package: its own, else the project's, else one of the built-in package "dbt". */
  visible(name: string, within: string | undefined): MacroDefinition | undefined {
    for (const packageName of [within ?? OWN, OWN, 'dbt']) {
      const found = this.define(this.packages.get(packageName)?.get(name));
      if (found) return found;
    }
    return undefined;
  }

  /** The macro `packageName.name`. */
  qualified(packageName: string, name: string, projectName: string): MacroDefinition | undefined {
    return this.define(this.packageOf(packageName, projectName)?.get(name));
  }

  /** The macros' names in a package, undefined when there is no such package. */
  namesOf(packageName: string, projectName: string): readonly string[] | undefined {
    const entries = this.packageOf(packageName, projectName);
    return entries && [...entries.keys()];
  }

  visibleNames(within: string | undefined): readonly string[] {
    return [within ?? OWN, OWN, 'dbt'].flatMap((name) => [...(this.packages.get(name)?.keys() ?? [])]);
  }

  /** Every macro, the built-in ones last. Tests are listed as dbt names them: `test_<name>`. */
  list(): readonly MacroInfo[] {
    const all = [...this.packages.values()].flatMap((entries) => [...entries.values()]).map(({ info }) => info);
    return [...all.filter(({ builtin }) => !builtin), ...all.filter(({ builtin }) => builtin)];
  }

  private packageOf(name: string, projectName: string): ReadonlyMap<string, Entry> | undefined {
    return name === projectName ? this.packages.get(OWN) : name === OWN ? undefined : this.packages.get(name);
  }

  private define(entry: Entry | undefined): MacroDefinition | undefined {
    if (!entry) return undefined;
    entry.definition ??= definitionOf(entry).definition;
    return entry.definition;
  }
}

/**
 * Reads the macros of all files, in whatever order; each may call any other. A name that a package defines twice is an error,
 * and the first definition is kept; a name that is also built in replaces the built-in one.
 */
export function createMacroLibrary(files: readonly MacroFile[]): Outcome<MacroLibrary> {
  const packages = new Map<string, Map<string, Entry>>([[OWN, new Map()]]);
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    for (const entry of readFile(file, false, diagnostics)) {
      diagnostics.push(...duplicate(entry, packages));
      const parsed = definitionOf(entry);
      diagnostics.push(...parsed.diagnostics);
      if (parsed.definition) add({ ...entry, definition: parsed.definition }, packages);
    }
  }
  for (const file of builtinFiles) {
    const entries = readFile(file, true, diagnostics);
    for (const entry of entries) add(entry, packages);
    // dbt's implementations are called so, and projects call them by these names too.
    for (const { info, ...rest } of entries)
      add({ ...rest, info: { ...info, name: `default__${info.name}` } }, packages);
  }
  return { value: new MacroLibrary(packages), diagnostics };
}

function readFile({ source, package: packageName }: MacroFile, builtin: boolean, diagnostics: Diagnostic[]): Entry[] {
  const blocks = parseBlocks(source);
  diagnostics.push(...blocks.diagnostics);
  return blocks.value
    .filter(({ kind }) => kind === 'macro' || kind === 'test')
    .map((block) => ({
      info: { name: macroName(block), package: packageName, file: source.file, block, builtin },
      source,
      definition: undefined,
    }));
}

function macroName({ kind, name }: TemplateBlock): string {
  return kind === 'test' ? `test_${name}` : name;
}

function add(entry: Entry, packages: Map<string, Map<string, Entry>>): void {
  const name = entry.info.package ?? OWN;
  const entries = packages.get(name) ?? new Map<string, Entry>();
  packages.set(name, entries);
  if (!entries.has(entry.info.name)) entries.set(entry.info.name, entry);
}

function duplicate({ info, source }: Entry, packages: Map<string, Map<string, Entry>>): Diagnostic[] {
  const other = packages.get(info.package ?? OWN)?.get(info.name);
  if (!other) return [];
  const at = (entry: Pick<Entry, 'info' | 'source'>) =>
    placeIn(entry.source, entry.info.block.nameSpan.start, entry.info.block.nameSpan.end);
  const related = [{ message: 'The first definition:', place: at(other) }];
  return [diagnose('macro-duplicate', { name: info.block.name }, { at: at({ info, source }), related })];
}

function definitionOf({ info, source }: Entry): { definition?: MacroDefinition; diagnostics: readonly Diagnostic[] } {
  const { span } = info.block;
  const parsed = parseDefinition(source, span);
  if (!parsed.tree) return { diagnostics: 'diagnostics' in parsed ? parsed.diagnostics : [] };
  const { tree } = parsed;
  // Reading a tree can go too deep as parsing can.
  const made = guarded(source, span, () => new MacroDefinition(tree, source, info.package));
  return made.tree
    ? { definition: made.tree, diagnostics: [] }
    : { diagnostics: 'diagnostics' in made ? made.diagnostics : [] };
}

/** A hint for a macro's name that nobody defines. */
export function nearestMacro(library: MacroLibrary, name: string): string | undefined {
  return didYouMean(
    name,
    library.list().map((info) => info.name),
  );
}
