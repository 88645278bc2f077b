import { sourceOf, type CompilableNode } from '../../compile/compiler.ts';
import { definitionTexts, templateTexts } from '../../jinja/index.ts';
import { tokenize } from '../../sql/parse/tokenize.ts';
import { chooseWords } from './choose-words.ts';
import { placeOfRange, type ChangedReading } from './follow.ts';
import { inSource, isPrinted } from './template-places.ts';
import { templateOffset, tryText, type FileEdits, type Renaming } from './world.ts';
import { applyEdits, distinctEdits, sqlName, wordsIn, type TextEdit } from './words.ts';

/** A word of the template, or of a macro's file, that may have to change. */
interface Word extends TextEdit {
  /** Absent: the node's own template. */
  readonly file?: string;
}

/**
 * Edits a node's template so that each of its renderings comes out with the names changed, and in no other way. Names that stand in the
 * template's own text are edited there; those that are printed come from texts in quotes, in its tags or in macros: these are found by trying.
 */
export function editTemplate(node: CompilableNode, readings: readonly ChangedReading[], renaming: Renaming): void {
  const { world, refusals, edits, newName, name } = renaming;
  const source = sourceOf(node, world.project.texts);
  const own = readings.flatMap((reading) => reading.spread && textEdits(reading, newName));
  const direct = distinctEdits(own.flatMap(({ source: edit }) => edit ?? []));
  const expected = readings.map((reading) => expectedText(reading, newName));
  const texts = templateTexts(source);
  refuseHidden();
  const words = texts
    .filter(({ kind, calls }) => kind === 'string' && !calls.some((call) => NAMING.has(call)))
    .flatMap((text) => wordEdits(source.text, text, name, newName));
  const fits = (chosen: readonly Word[]): boolean => comesOut(chosen, renaming.edits.files);
  const choice = chooseWords<Word>(words, fits);
  const found = choice ?? chooseMacroWords();
  if (!found) {
    const printed = own.findIndex(({ source: edit }) => !edit);
    const { reading, rendered } = own[printed] ?? own[0] ?? { reading: readings[0]!, rendered: undefined };
    const reason = printed < 0 ? 'other text of the query comes from the same words' : 'the name is made in a template';
    return refusals.uncertain(reason, placeOfRange(world, node, reading, rendered));
  }
  for (const { start, end } of found.idle) {
    const span = { file: node.path, start: start + templateOffset(node), end: end + templateOffset(node) };
    refusals.uncertain('nothing tells whether this text means the column', span);
  }
  const all: readonly Word[] = [...direct, ...found.chosen];
  const inFile = world.project.texts[node.path]?.startsWith(source.text, templateOffset(node));
  if (all.length > 0 && !inFile) return refusals.uncertain('its query stands in no file of its own', node.span);
  for (const { start, end, text, file } of all) {
    const offset = file === undefined ? templateOffset(node) : 0;
    edits.add(file ?? node.path, { start: start + offset, end: end + offset, text });
  }

  function comesOut(chosen: readonly Word[], before: FileEdits): boolean {
    const text = applyEdits(
      source.text,
      distinctEdits([...direct, ...chosen.filter(({ file }) => file === undefined)]),
    );
    const { compiler } = world.withMacros(macroEdits(before, chosen, renaming));
    return readings.every(({ situation }, index) => {
      return tryText(compiler, node, { ...source, text }, situation)?.toLowerCase() === expected[index]?.toLowerCase();
    });
  }

  function chooseMacroWords(): { chosen: readonly Word[]; idle: readonly Word[] } | undefined {
    const files = new Set(node.references.macros.flatMap((id) => world.project.macros[id]?.path ?? []));
    const inMacros = [...files].flatMap((file) => {
      const text = world.project.texts[file] ?? '';
      return definitionTexts({ file, text }).flatMap((piece) =>
        wordEdits(text, piece, name, newName).map((word) => ({ ...word, file })),
      );
    });
    const both = chooseWords<Word>([...words, ...inMacros], fits);
    return both && { chosen: both.chosen, idle: both.idle.filter(({ file }) => file === undefined) };
  }

  // Text of a branch that no rendering takes is not bound: nobody knows what its names mean.
  function refuseHidden(): void {
    for (const piece of texts) {
      if (piece.kind !== 'data') continue;
      for (const word of wordsIn(source.text.slice(piece.start, piece.end), name)) {
        const at = piece.start + word.start;
        if (readings.some(({ rendered }) => isPrinted(rendered, source.file, at))) continue;
        const tokens = tokenize(source.text.slice(piece.start, piece.end));
        if (!tokens.some(({ isName, start, end }) => isName && start <= word.start && word.end <= end)) continue;
        const start = at + templateOffset(node);
        const span = { file: node.path, start, end: start + name.length };
        refusals.uncertain('it is named in a branch of the template that is not taken', span);
      }
    }
  }
}

/** Calls whose texts name other things, or are looked at apart. */
export const NAMING: ReadonlySet<string> = new Set(
  'ref source var env_var doc config watermark high_watermark adapter.dispatch'.split(' '),
);

/** The macros' edits among those so far and those that are tried. */
function macroEdits(before: FileEdits, chosen: readonly Word[], { world }: Renaming): FileEdits {
  const macroFiles = new Set(Object.values(world.project.macros).map(({ path }) => path));
  const all = new Map([...before].filter(([file]) => macroFiles.has(file)));
  for (const { file, ...edit } of chosen)
    if (file !== undefined) all.set(file, distinctEdits([...(all.get(file) ?? []), edit]));
  return all;
}

/** All macros with the edits so far. */
export function editedMacros(renaming: Renaming): FileEdits {
  return macroEdits(renaming.edits.files, [], renaming);
}

function wordEdits(text: string, piece: { start: number; end: number }, name: string, newName: string): TextEdit[] {
  return wordsIn(text.slice(piece.start, piece.end), name).map(({ start, end }) => {
    return { start: start + piece.start, end: end + piece.start, text: newName };
  });
}

interface RenderedEdit {
  readonly reading: ChangedReading;
  readonly rendered: TextEdit;
  /** The same edit in the template; absent where a tag printed the text. */
  readonly source?: TextEdit;
}

function textEdits(reading: ChangedReading, newName: string): readonly RenderedEdit[] {
  return renderedEdits(reading, newName).map((rendered) => {
    const source = inSource(reading.rendered, rendered);
    return { reading, rendered, ...(source && { source }) };
  });
}

function renderedEdits({ spread, rendered: { text } }: ChangedReading, newName: string): readonly TextEdit[] {
  const names = spread.names.map(({ start, end }) => ({ start, end, text: sqlName(newName, text.slice(start, end)) }));
  const items = spread.items.map(({ end }) => ({ start: end, end, text: asText(text, newName) }));
  return [...names, ...items];
}

// As the query writes its keywords.
function asText(query: string, newName: string): string {
  return ` ${/^\s*(SELECT|WITH)\b/.test(query) ? 'AS' : 'as'} ${sqlName(newName)}`;
}

/** A rendering's text with the names changed. */
export function expectedText(reading: ChangedReading, newName: string): string {
  return applyEdits(reading.rendered.text, distinctEdits(renderedEdits(reading, newName)));
}
