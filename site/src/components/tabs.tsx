import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';

export interface Tab<K extends string> {
  readonly key: K;
  readonly label: ComponentChildren;
  readonly content: () => ComponentChildren;
}

/** Tabs as ARIA has them: arrows, Home and End go from one to the next. Printed, each stands below the other. */
export function Tabs<K extends string>(props: {
  readonly label: string;
  readonly tabs: readonly Tab<K>[];
  readonly current: K;
  readonly onChange: (key: K) => void;
  readonly showAll?: boolean;
}) {
  const { tabs, current, onChange } = props;
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex(({ key }) => key === current),
  );
  const move = (event: KeyboardEvent) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = to % tabs.length;
    onChange(tabs[next]!.key);
    bar.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  if (props.showAll)
    return (
      <>
        {tabs.map(({ key, label, content }) => (
          <section key={key}>
            <h2>{label}</h2>
            {content()}
          </section>
        ))}
      </>
    );
  return (
    <div class="tabs">
      <div class="tabs-bar" role="tablist" aria-label={props.label} ref={bar} onKeyDown={move}>
        {tabs.map(({ key, label }, index) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            class="tabs-tab"
            aria-selected={index === at}
            aria-controls={`${id}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => onChange(key)}
          >
            {label}
          </button>
        ))}
      </div>
      <div class="tabs-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[at]?.key}`}>
        {/* Panels have headings of the third level. */}
        <h2 class="only-read-aloud">{tabs[at]?.label}</h2>
        {tabs[at]?.content()}
      </div>
    </div>
  );
}
