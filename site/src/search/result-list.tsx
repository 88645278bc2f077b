import { useRowWindow } from '../components/window.ts';
import { describeHit } from './describe-hit.ts';
import { HitReasons, HitTitle, Marked } from './hit-view.tsx';
import type { Found } from './search-engine.ts';

/** Pixels; search.css has the same. */
const ROW_HEIGHT = 72;

/** All results, of which those in sight are drawn. Arrows go from one to the next. */
export function ResultList({ found }: { readonly found: Found }) {
  const { documents, index, query } = found;
  const { box, first, end, before, after } = useRowWindow(documents.length, ROW_HEIGHT);
  return (
    <div ref={box} class="search-results" tabIndex={0} aria-label="Results" role="region" onKeyDown={moveBetween}>
      <div style={{ height: `${before}px` }} />
      <ul class="search-result-list">
        {[...documents.slice(first, end)].map((document, at) => {
          const hit = describeHit(index, query, found, document, 6);
          return (
            <li key={document} class="search-result" aria-setsize={documents.length} aria-posinset={first + at + 1}>
              <a class="search-result-link" href={hit.link}>
                <HitTitle hit={hit} />
              </a>
              <HitReasons hit={hit} isLinked />
              {hit.summary && (
                <span class="search-summary">
                  <Marked pieces={hit.summary} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <div style={{ height: `${after}px` }} />
    </div>
  );
}

function moveBetween(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.search-result-link')];
  const row = (event.target as HTMLElement).closest('.search-result');
  const now = links.findIndex((link) => row?.contains(link));
  const next = links[event.key === 'ArrowDown' ? now + 1 : now - 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
