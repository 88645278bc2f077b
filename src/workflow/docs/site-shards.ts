import { createHash } from 'node:crypto';
import { stringifyWithout } from '../../artifacts/index.ts';
import { makeSite, shardScript } from '../../docs/index.ts';
import type { SiteInput } from '../../docs/site-input.ts';

/** The data of a site that is not written yet. */
export interface SiteShards {
  /** Another one for other data; the same for the same data, made at another time. */
  readonly build: string;
  /** Names of the files, `node/7.js`. */
  readonly files: readonly string[];
  /** The scripts, one after the other, those of `names` alone where given. Made anew each time: together they are large. */
  readonly scripts: (names?: ReadonlySet<string>) => Iterable<readonly [file: string, text: string]>;
}

const BUILD_LENGTH = 12;

/** Makes the data once to name it by its content. In no text stands a secret. */
export function siteShards(input: SiteInput, secrets: readonly string[]): SiteShards {
  const hide = hider(secrets);
  const hash = createHash('sha256');
  const files: string[] = [];
  for (const { name, value } of makeSite({ ...input, generatedAt: '' })) {
    hash.update(`${name}\n${hide(value).text}\n`);
    files.push(`${name}.js`);
  }
  const build = hash.digest('hex').slice(0, BUILD_LENGTH);
  return {
    build,
    files,
    *scripts(names) {
      for (const { name, value } of makeSite(input)) {
        const file = `${name}.js`;
        if (names && !names.has(file)) continue;
        const whole = name === 'overview' ? { ...(value as object), build } : value;
        yield [file, shardScript(build, name, hide(whole).value)];
      }
    },
  };
}

/** Most shards hold no secret, and need no second copy. */
function hider(secrets: readonly string[]): (value: unknown) => { readonly value: unknown; readonly text: string } {
  const written = secrets.map((secret) => JSON.stringify(secret).slice(1, -1)).filter((secret) => secret !== '');
  return (value) => {
    const text = JSON.stringify(value);
    if (!written.some((secret) => text.includes(secret))) return { value, text };
    const hidden = stringifyWithout(secrets, value);
    return { value: JSON.parse(hidden) as unknown, text: hidden };
  };
}
