import type { NodeDetail } from '../../../../src/docs/site-data.ts';
import { CodeView } from '../../components/code-view.tsx';
import { usePrinting } from '../../components/printing.ts';
import { useSite } from '../../data/site.ts';
import { withParams } from '../../router/links.ts';
import type { RouteOf } from '../../router/links.ts';
import { navigate } from '../../router/navigate.ts';
import { sqlTexts } from './sql-texts.ts';

type Code = NonNullable<NodeDetail['code']>;

/** SQL as written, and as each target gets it; the target stands in the address. */
export function SqlView({ code, route }: { readonly code: Code; readonly route: RouteOf<'node'> }) {
  const { overview } = useSite();
  const isPrinting = usePrinting();
  const texts = sqlTexts(code, overview.target);
  const { target } = route;
  const chosen = texts.find(({ targets }) => target !== undefined && targets.includes(target)) ?? texts[0]!;
  const shown = isPrinting ? texts : [chosen];
  const isUnknown = target !== undefined && !chosen.targets.includes(target);
  return (
    <>
      {isUnknown && (
        <p class="note note-warn" role="status">
          {overview.targets.some(({ name }) => name === target)
            ? `For the target "${target}" nothing was compiled`
            : `The project has no target "${target}"`}
          : below is the SQL as it is written.
        </p>
      )}
      {texts.length > 1 && (
        <div class="segments sql-choice" role="group" aria-label="SQL as written or for a target">
          {texts.map((text) => (
            <button
              key={text.label}
              type="button"
              aria-pressed={text === chosen}
              onClick={() => navigate(withParams(route, { view: 'sql', target: text.link }), { replace: true })}
            >
              {text.label}
            </button>
          ))}
        </div>
      )}
      {shown.map(({ label, sql, problem }) => (
        <div key={label}>
          {isPrinting && <h3>{label}</h3>}
          {problem && <p class="note note-warn">It cannot be compiled for this target: {problem}</p>}
          {sql !== undefined && <CodeView text={sql} label={`SQL: ${label}`} />}
        </div>
      ))}
    </>
  );
}
