import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { placeIn, type Source } from '../diagnostics/index.ts';
import type { Invocation } from '../lakemodel.ts';
import { UsageError } from './usage-error.ts';

const example = `Write a mapping, e.g. --vars '{country: DE, days: 7}'.`;

/** Reads the text of `--vars`, YAML or JSON. Throws UsageError with the place when it is not a mapping. */
export function readVars(text: string): Invocation['vars'] {
  const source = { file: '--vars', text };
  const yaml = yamlLibrary();
  const document = yaml.parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    throw new UsageError(`The value of --vars is not valid YAML: ${withoutPeriod(error.message)}.`, {
      place: placeIn(source, ...error.pos),
      hint: example,
    });
  }
  if (document.contents === null) return {};
  if (!yaml.isMap(document.contents)) {
    throw new UsageError('The value of --vars is not a mapping of names to values.', {
      place: placeIn(source, 0, text.length),
      hint: /^\w+:\S/.test(text.trim()) ? `A space belongs behind the colon. ${example}` : example,
    });
  }
  for (const pair of document.contents.items) refuseWord(pair, source, yaml);
  return document.toJS() as Invocation['vars'];
}

/** `{days:7}` without a space is one word in YAML, a key without a value: the most usual slip. */
function refuseWord({ key, value }: Yaml.Pair, source: Source, { isScalar }: typeof Yaml): void {
  if (value !== null || !isScalar(key) || !String(key.value).includes(':') || !key.range) return;
  throw new UsageError(`The variable "${String(key.value)}" of --vars has no value.`, {
    place: placeIn(source, key.range[0], key.range[1]),
    hint: `A space belongs behind the colon. ${example}`,
  });
}

function withoutPeriod(text: string): string {
  return text.trim().replace(/\.$/, '');
}

/** Loaded for those who give variables: it takes a while. */
function yamlLibrary(): typeof Yaml {
  return createRequire(import.meta.url)('yaml') as typeof Yaml;
}
