import { catalogue } from '../../diagnostics/catalogue/index.ts';
import type { NamesReport } from '../../lakemodel.ts';
import { commandSpecs, parentCommands } from '../commands.ts';
import { selectionCandidates } from './selection-candidates.ts';
import { flagForms, situationOf, type Situation } from './situation.ts';

/** Something that may stand at the cursor, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What the project can name; asked for only where it is needed. `given`: flags of the line, `--target` and others. */
export type FindNames = (given: Situation['given']) => Promise<NamesReport | undefined>;

const SELECTIONS = ['--select', '--models', '--exclude'];
const GLOB = /[*?[\]]/;

/**
 * What may stand at the end of a command line, in the order to show it. Empty where only the user knows (a folder, a number): the shell then
 * offers files.
 */
export async function candidates(
  words: readonly string[],
  current: string,
  findNames: FindNames,
): Promise<readonly Candidate[]> {
  const situation = situationOf(words, current);
  const found = await all(situation, current, findNames);
  return found.filter(({ value }) => value.startsWith(current) && isPlain(value));
}

async function all(situation: Situation, current: string, findNames: FindNames): Promise<readonly Candidate[]> {
  switch (situation.kind) {
    case 'nothing':
      return [];
    case 'command':
      return commandCandidates(situation.parent);
    case 'flag': {
      const shown = [...flagForms(situation.spec)].filter(([, { flag }]) => !flag.hidden);
      const help = { value: '--help', description: 'Print this help.' };
      return [...shown.map(([value, { flag }]) => ({ value, description: firstSentence(flag.description) })), help];
    }
    case 'value': {
      const { flag, name, given } = situation;
      if (flag.choices) return flag.choices.map((value) => ({ value, description: '' }));
      if (SELECTIONS.includes(name) && !GLOB.test(current)) {
        const names = await findNames(given);
        return names ? selectionCandidates(current, names) : [];
      }
      if (name === '--target') return named((await findNames(given))?.targets, 'target');
      if (name === '--selector') return named((await findNames(given))?.selectors, 'selector');
      return [];
    }
    case 'argument':
      return argumentCandidates(situation, current, findNames);
  }
}

function commandCandidates(parent: string | undefined): readonly Candidate[] {
  const specs = commandSpecs.map(({ name, description }) => ({ words: name.split(' '), description }));
  const last = ({ words, description }: (typeof specs)[number]) => ({
    value: words.at(-1)!,
    description: firstSentence(description),
  });
  if (parent !== undefined) return specs.filter(({ words }) => words.length === 2 && words[0] === parent).map(last);
  const groups = parentCommands.map(({ name, description }) => ({ value: name, description }));
  const own = specs.filter(({ words }) => words.length === 1).map(last);
  return [...own, ...groups, { value: 'help', description: 'Print the help of a command.' }];
}

async function argumentCandidates(
  { spec, index, given }: Extract<Situation, { kind: 'argument' }>,
  current: string,
  findNames: FindNames,
): Promise<readonly Candidate[]> {
  const declared = spec.arguments?.[index];
  if (!declared) return [];
  if (declared.choices) return declared.choices.map((value) => ({ value, description: '' }));
  if (declared.name.includes('code'))
    return Object.entries(catalogue).map(([value, { explain }]) => ({ value, description: firstSentence(explain) }));
  if (declared.name.includes('folder')) return [];
  const names = await findNames(given);
  if (!names) return [];
  if (declared.name.includes('model'))
    return names.nodes.flatMap(({ name, resourceType }) =>
      resourceType === 'model' ? [{ value: name, description: resourceType }] : [],
    );
  return columnCandidates(current, names);
}

/** `model`, then `model.column`. */
function columnCandidates(current: string, { nodes }: NamesReport): readonly Candidate[] {
  const withColumns = nodes.filter(({ resourceType }) =>
    ['model', 'seed', 'snapshot', 'source'].includes(resourceType),
  );
  const owner = withColumns.find(({ name }) => current.startsWith(`${name}.`));
  if (owner)
    return owner.columns.map((column) => ({
      value: `${owner.name}.${column}`,
      description: `column of ${owner.name}`,
    }));
  return withColumns.map(({ name, resourceType }) => ({ value: name, description: resourceType }));
}

function named(values: readonly string[] | undefined, description: string): readonly Candidate[] {
  return (values ?? []).map((value) => ({ value, description }));
}

// Shells put a candidate into the line as it is: one that they would read in another way is left to the user to quote.
function isPlain(value: string): boolean {
  return /^[\p{L}\p{N}_.:/+@,=-]+$/u.test(value);
}

function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /^.*?[.:](?=\s|$)/.exec(line)?.[0] ?? line;
}
