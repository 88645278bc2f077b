import { searchLink } from '../router/links.ts';
import { adviseOn } from './nearest.ts';
import type { SearchIndex } from './search-index.ts';

const EXAMPLES: readonly (readonly [query: string, meaning: string])[] = [
  ['customer id', 'all words, in one node: its name, columns, tags, description or SQL'],
  ['custid', 'short forms, missing underscores and one mistake a word are understood'],
  ['column:device_id layer:gold', 'nodes of the layer gold with this column'],
  ['kind:model status:error', 'models with something wrong'],
  ['kind:test not_null', 'tests'],
  ['tag:daily owner:"data platform"', 'by tag, and by owner'],
  ['sql:date_trunc', 'what the SQL says; name: and description: do the same'],
  ['in:column amount', 'matches in columns alone'],
];

/** What can be asked. */
export function SearchSyntax() {
  return (
    <dl class="search-syntax" aria-label="Examples">
      {EXAMPLES.map(([query, meaning]) => (
        <div key={query}>
          <dt>
            <a href={searchLink(query)}>
              <code>{query}</code>
            </a>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What to do when nothing was found. */
export function NothingFound({ index, text }: { readonly index: SearchIndex; readonly text: string }) {
  const { nearest, shorter } = adviseOn(index, text);
  return (
    <div class="search-nothing">
      <p>
        Nothing has all of <strong>{text}</strong>.
      </p>
      {nearest.length > 0 && (
        <p>
          Close to it:{' '}
          {nearest.map((name) => (
            <a key={name} class="search-column" href={searchLink(name)}>
              {name}
            </a>
          ))}
        </p>
      )}
      {shorter.map(({ query, left, found }) => (
        <p key={query}>
          <a href={searchLink(query)}>
            Without <strong>{left}</strong>
          </a>
          : {found === 1 ? '1 result' : `${found.toLocaleString('en')} results`}
        </p>
      ))}
      {nearest.length === 0 && shorter.length === 0 && <SearchSyntax />}
    </div>
  );
}
