/** A command line up to the cursor as words, quotes and backslashes taken off; the last one is being typed, and may be empty. */
export function splitLine(line: string): readonly [...words: string[], current: string] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (quote === '' && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '\\' && quote !== "'" && at + 1 < line.length) word = (word ?? '') + line[++at]!;
    else if (quote === '' && (char === '"' || char === "'")) [quote, word] = [char, word ?? ''];
    else if (char === quote) quote = '';
    else word = (word ?? '') + char;
  }
  return [...words, word ?? ''];
}
