import { useSite } from '../data/site.ts';
import { timeText } from '../format/figures.ts';
import { graphLink, listLink, overviewLink, relationsLink, runsLink } from '../router/links.ts';
import { useRoute } from '../router/navigate.ts';
import { SearchBox } from '../search/index.ts';
import { ThemeSwitch } from './theme.tsx';

/** What every page has above it. */
export function Header({ onMenu, isMenuOpen }: { readonly onMenu: () => void; readonly isMenuOpen: boolean }) {
  const { overview } = useSite();
  const { page } = useRoute();
  const links = [
    { to: overviewLink(), text: 'Overview', isHere: page === 'overview' },
    { to: listLink('model'), text: 'Lists', isHere: page === 'list' },
    { to: graphLink({}), text: 'Lineage', isHere: page === 'graph' || page === 'columns' },
    { to: relationsLink(), text: 'Relations', isHere: page === 'relations' },
    { to: runsLink(), text: 'Runs', isHere: page === 'runs' || page === 'run' },
  ];
  return (
    <header class="header">
      <button
        type="button"
        class="button header-menu"
        aria-expanded={isMenuOpen}
        aria-label="Tree of the project"
        onClick={onMenu}
      >
        ☰
      </button>
      <a class="header-project" href={overviewLink()} title={`Version ${overview.project.version}`}>
        {overview.project.name}
      </a>
      <SearchBox />
      <nav class="header-links" aria-label="Pages">
        {links.map(({ to, text, isHere }) => (
          <a key={to} href={to} {...(isHere && { 'aria-current': 'page' as const })}>
            {text}
          </a>
        ))}
      </nav>
      <span class="header-facts" title={`Generated ${timeText(overview.generatedAt)} by lakemodel ${overview.version}`}>
        <span class="header-target">{overview.target}</span>
        <span class="header-time">{timeText(overview.generatedAt)}</span>
      </span>
      <ThemeSwitch />
    </header>
  );
}
