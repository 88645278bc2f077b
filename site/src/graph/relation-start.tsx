import { useMemo, useState } from 'preact/hooks';
import type { Relations } from '../../../src/docs/site-data.ts';
import type { SiteNodes } from '../data/site.ts';
import { counted, countText } from '../format/figures.ts';
import { relationsLink } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { entitiesByLayer, entitiesNamed, mostRelated, relationCounts } from './relation-view.ts';

const MOST_FOUND = 30;
const SUGGESTED = 12;

/** Where all entities would be too many to be drawn: one begins with an entity or a layer. */
export function RelationStart({ nodes, all }: { readonly nodes: SiteNodes; readonly all: Relations }) {
  const [text, setText] = useState('');
  const counts = useMemo(() => relationCounts(all), [all]);
  const related = useMemo(() => mostRelated(all, SUGGESTED), [all]);
  const layers = useMemo(() => entitiesByLayer(all, nodes.rows), [all, nodes]);
  const found = useMemo(() => entitiesNamed(all, nodes.rows, text), [all, nodes, text]);
  const linkOf = (node: number) => relationsLink({ around: nodes.rows[node]?.id });
  const links = (list: readonly number[]) => (
    <ul class="graph-choices">
      {list.map((node) => (
        <li key={node}>
          <a href={linkOf(node)}>{nodes.rows[node]?.name}</a> <span>{counted(counts.get(node) ?? 0, 'relation')}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <div class="graph-start">
      <p>
        The project has <strong>{counted(all.entities.length, 'entity', 'entities')}</strong> and{' '}
        <strong>{counted(all.relations.length, 'relation')}</strong>: more than one can read at once. Begin with an
        entity or a layer.
      </p>
      <form
        class="graph-find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (first !== undefined) navigate(linkOf(first));
        }}
      >
        <input
          type="search"
          aria-label="Find an entity"
          placeholder="Find an entity"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        {text.trim() !== '' && <span role="status">{countText(found.length)} found</span>}
      </form>
      {found.length > 0 && links(found.slice(0, MOST_FOUND))}
      {found.length > MOST_FOUND && <p>and {countText(found.length - MOST_FOUND)} more</p>}
      {related.length > 0 && (
        <section>
          <h2>With the most relations</h2>
          {links(related)}
        </section>
      )}
      <section>
        <h2>Layers</h2>
        <ul class="graph-choices">
          {layers.map(([layer, count]) => (
            <li key={layer}>
              <a href={relationsLink({ layers: encodeURIComponent(layer) })}>{layer}</a>{' '}
              <span>{counted(count, 'entity', 'entities')}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
