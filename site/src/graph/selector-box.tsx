import { useEffect, useState } from 'preact/hooks';
import type { SelectorProblem } from './selector-parse.ts';
import { Menu } from './menu.tsx';

/** Where one writes what the graph shows, with what is wrong in it. */
export function SelectorBox(props: {
  readonly text: string;
  readonly problems: readonly SelectorProblem[];
  readonly onSelect: (text: string) => void;
}) {
  const { text, problems, onSelect } = props;
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);
  const submit = (event: Event) => {
    event.preventDefault();
    onSelect(draft.trim());
  };
  return (
    <form class="graph-selector" onSubmit={submit}>
      <label for="graph-select">Select</label>
      <input
        id="graph-select"
        type="text"
        value={draft}
        spellcheck={false}
        autocomplete="off"
        placeholder="2+orders+1   tag:nightly   layer:gold   !stg_*"
        aria-invalid={problems.length > 0}
        aria-describedby={problems.length > 0 ? 'graph-select-problems' : 'graph-select-help'}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        Show
      </button>
      <Menu>
        <summary aria-label="What can be selected">?</summary>
        <div class="graph-menu-body" id="graph-select-help">
          <SelectorHelp />
        </div>
      </Menu>
      {problems.length > 0 && (
        <div class="graph-problems" id="graph-select-problems" role="alert">
          <ul>
            {problems.map((problem, index) => (
              <li key={index} data-severity={problem.severity}>
                <code>
                  {text.slice(0, problem.at.start)}
                  <mark>{text.slice(problem.at.start, problem.at.end) || ' '}</mark>
                  {text.slice(problem.at.end)}
                </code>
                {problem.message} {problem.hint}
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}

const HELP: readonly (readonly [string, string])[] = [
  ['orders, fct_*', 'by name; * and ? stand for other letters'],
  ['gold, shop.gold', 'everything in a folder'],
  ['+orders, orders+, 2+orders+1', 'with what comes before or after, all or so many steps'],
  ['@orders', 'with all that follows, and everything that needs; on the command line also what their tests read'],
  ['tag:x, path:models/gold, source:erp, exposure:board', ''],
  ['config.materialized:table, resource_type:seed', ''],
  ['status:error, layer:gold, owner:finance', 'of these pages alone'],
  ['a b', 'a or b'],
  ['a,b', 'what is both'],
  ['a !b, a --exclude b', 'a without b'],
];

function SelectorHelp() {
  return (
    <dl class="graph-help">
      {HELP.map(([form, meaning]) => (
        <div key={form}>
          <dt>
            <code>{form}</code>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
