import { render } from 'preact';
import { SITE_FORMAT } from '../../src/docs/site-data.ts';
import type { Overview } from '../../src/docs/site-data.ts';
import { RichTextContext, createRichText } from './components/rich-text.tsx';
import { Problem } from './components/loading.tsx';
import { scriptHost } from './data/script-host.ts';
import { createShardLoader } from './data/shards.ts';
import { SiteContext, createSite } from './data/site.ts';
import { App } from './shell/app.tsx';

declare global {
  interface Window {
    /** What the scripts of data call. */
    lakemodelShard?: (build: string, name: string, value: unknown) => void;
  }
}

const build = document.querySelector<HTMLMetaElement>('meta[name="lakemodel-build"]')?.content ?? '';
const loader = createShardLoader(build, scriptHost(document));

window.lakemodelShard = (from, name, value) => {
  if (name === 'overview' && from === build) start(value as Overview);
  else loader.receive(from, name, value);
};

// The page's own scripts have run, or failed, when this comes.
document.addEventListener('DOMContentLoaded', () => {
  const page = document.getElementById('page')!;
  if (page.dataset['started'] === undefined)
    render(
      <Problem text="The site's data is missing: it was generated anew, or not all of its files were copied." />,
      page,
    );
});

function start(overview: Overview): void {
  const page = document.getElementById('page')!;
  page.dataset['started'] = '';
  if (overview.format !== SITE_FORMAT) {
    render(<Problem text="The site's data is of another version than its page: generate the site anew." />, page);
    return;
  }
  const site = createSite(overview, loader);
  // Asked for early, as nearly every page needs it.
  site.nodes().catch(() => undefined);
  page.replaceChildren();
  render(
    <SiteContext.Provider value={site}>
      <RichTextContext.Provider value={createRichText(window)}>
        <App />
      </RichTextContext.Provider>
    </SiteContext.Provider>,
    page,
  );
}
