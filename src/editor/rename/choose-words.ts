/** Words that must change for a text to come out as it should. */
export interface Choice<W> {
  readonly chosen: readonly W[];
  /** Words that make no difference: nobody can say whether they mean the column. */
  readonly idle: readonly W[];
}

// All sets of more words than these are too many to try.
const MAX_WORDS = 9;

/** Finds a set of words for which `fits` holds and that holds no word in vain; none and all are tried first. Undefined where no set does. */
export function chooseWords<W>(words: readonly W[], fits: (chosen: readonly W[]) => boolean): Choice<W> | undefined {
  const found = setsOf(words).find(fits);
  if (!found) return undefined;
  const chosen = found.reduce((kept, word) => {
    const fewer = kept.filter((one) => one !== word);
    return fits(fewer) ? fewer : kept;
  }, found);
  const idle = words.filter((word) => {
    const other = chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word];
    return fits(other);
  });
  return { chosen, idle };
}

function setsOf<W>(words: readonly W[]): readonly (readonly W[])[] {
  if (words.length === 0) return [[]];
  const without = (word: W) => words.filter((one) => one !== word);
  const few = [[], words, ...words.map((word) => [word]), ...words.map(without)];
  if (words.length > MAX_WORDS) return few;
  const all = Array.from({ length: 2 ** words.length }, (_, bits) =>
    words.filter((_word, index) => (bits >> index) & 1),
  );
  return [...few, ...all.toSorted((a, b) => a.length - b.length)];
}
