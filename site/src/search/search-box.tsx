import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { navigate } from '../router/navigate.ts';
import { searchLink } from '../router/links.ts';
import { describeHit } from './describe-hit.ts';
import type { Hit } from './describe-hit.ts';
import { HitReasons, HitTitle } from './hit-view.tsx';
import { useSearch, useSearchEngine } from './use-search.ts';
import { useSearchShortcut } from './search-shortcut.ts';

const SHOWN = 8;

/** The search of the header: the best results as one types, all of them by the last entry. */
export function SearchBox() {
  const engine = useSearchEngine();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  useSearchShortcut(input);
  const isAsked = isOpen && text.trim() !== '';
  const { found, state } = useSearch(isAsked ? text : undefined);
  const hits = useMemo(() => hitsOf(found), [found]);
  const all = searchLink(text.trim());
  const options = [...hits.map(({ link }) => link), all];
  // On another page, what was typed is over.
  useEffect(() => {
    const close = () => {
      setOpen(false);
      setText('');
    };
    window.addEventListener('hashchange', close);
    return () => window.removeEventListener('hashchange', close);
  }, []);

  const go = (link: string | undefined) => {
    if (link === undefined) return;
    setOpen(false);
    setText('');
    input.current?.blur();
    navigate(link);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && isAsked) setActive((active + step + options.length) % options.length);
    else if (event.key === 'Enter' && isAsked) go(found?.text === text ? options[active] : all);
    else if (event.key === 'Escape') leave(isOpen, setOpen, setText);
    else return;
    event.preventDefault();
  };
  return (
    <div class="search-box" role="search">
      <input
        ref={input}
        class="search-input"
        type="text"
        role="combobox"
        aria-label="Search"
        aria-autocomplete="list"
        aria-expanded={isAsked}
        aria-controls="search-list"
        aria-keyshortcuts="/ Control+K"
        {...(isAsked && found && { 'aria-activedescendant': `search-option-${active}` })}
        placeholder="Search names, columns, SQL…  ( / )"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={text}
        onFocus={() => {
          engine.prepare();
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="search-popup" hidden={!isAsked} onMouseDown={(event) => event.preventDefault()}>
        <div id="search-list" role="listbox" aria-label="Results">
          {found && hits.map((hit, at) => <Option key={hit.document} hit={hit} at={at} active={active} go={go} />)}
          <a
            id={`search-option-${hits.length}`}
            class="search-option search-option-all"
            role="option"
            tabIndex={-1}
            aria-selected={active === hits.length}
            href={all}
            onClick={() => go(all)}
          >
            {allText(found?.documents.length)}
          </a>
        </div>
        {state.waitingFor !== undefined && <p class="search-note">Loading {state.waitingFor}…</p>}
        {state.problem !== undefined && <p class="search-note search-problem">{state.problem}</p>}
      </div>
      <span class="only-read-aloud" role="status">
        {isAsked && found ? allText(found.documents.length) : ''}
      </span>
    </div>
  );
}

function Option(props: {
  readonly hit: Hit;
  readonly at: number;
  readonly active: number;
  readonly go: (link: string) => void;
}) {
  const { hit, at, active, go } = props;
  const isActive = at === active;
  const option = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <a
      ref={option}
      id={`search-option-${at}`}
      class="search-option"
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      href={hit.link}
      onClick={(event) => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) go(hit.link);
      }}
    >
      <HitTitle hit={hit} />
      <HitReasons hit={hit} />
    </a>
  );
}

function hitsOf(found: ReturnType<typeof useSearch>['found']): readonly Hit[] {
  if (!found) return [];
  return [...found.documents.slice(0, SHOWN)].map((document) => {
    const hit = describeHit(found.index, found.query, found, document, 3);
    // A result for its column alone opens with that column.
    const isByColumn = hit.columns.length > 0 && !hit.name.some(({ isMarked }) => isMarked);
    return isByColumn ? { ...hit, link: hit.columns[0]!.link } : hit;
  });
}

/** Escape closes the list first, then empties the box. */
function leave(isOpen: boolean, setOpen: (isOpen: boolean) => void, setText: (text: string) => void): void {
  if (isOpen) setOpen(false);
  else setText('');
}

function allText(count: number | undefined): string {
  if (count === undefined) return 'Searching…';
  if (count === 0) return 'No results: ways out';
  return count === 1 ? '1 result' : `All ${count.toLocaleString('en')} results`;
}
